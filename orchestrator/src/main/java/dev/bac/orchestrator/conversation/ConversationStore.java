package dev.bac.orchestrator.conversation;

import dev.bac.identity.Caller;
import dev.bac.identity.UserId;
import dev.bac.orchestrator.run.Page;
import dev.bac.store.Store;
import dev.bac.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** Conversations in PostgreSQL. A person sees only their own. */
public final class ConversationStore {
    private static final UUID NEWEST = new UUID(-1, -1);

    private final Store store;

    public ConversationStore(Store store) {
        this.store = store;
    }

    public Conversation create(Caller caller, String title, String agent) {
        UUID id = store.write(caller.tenant(), tx -> {
            UUID made = tx.newId();
            tx.sql()
                    .createUpdate("""
                    INSERT INTO conversation (id, owner, owner_name, title, agent, created_at, updated_at)
                    VALUES (:id, :owner, :name, :title, :agent, :now, :now)
                    """)
                    .bind("id", made)
                    .bind("owner", caller.user().value())
                    .bind("name", caller.name())
                    .bind("title", title)
                    .bind("agent", agent)
                    .bind("now", tx.now())
                    .execute();
            return made;
        });
        return find(caller, id).orElseThrow();
    }

    public Optional<Conversation> find(Caller caller, UUID id) {
        return store.read(caller.tenant(), tx -> find(tx, caller, id));
    }

    Optional<Conversation> find(Tx tx, Caller caller, UUID id) {
        return tx.sql()
                .createQuery("SELECT * FROM conversation WHERE id = :id AND owner = :owner")
                .bind("id", id)
                .bind("owner", caller.user().value())
                .map((row, _) -> conversation(row))
                .findOne();
    }

    /** Holds the conversation for the transaction, so that two messages at once start one run. */
    Optional<Conversation> lock(Tx tx, UUID id) {
        return tx.sql()
                .createQuery("SELECT * FROM conversation WHERE id = :id FOR UPDATE")
                .bind("id", id)
                .map((row, _) -> conversation(row))
                .findOne();
    }

    /** Newest first. */
    public Page<Conversation> list(Caller caller, int limit, Optional<UUID> before) {
        return store.read(
                caller.tenant(),
                tx -> Page.of(
                        tx.sql()
                                .createQuery("""
                                        SELECT * FROM conversation WHERE owner = :owner AND id < :before
                                        ORDER BY id DESC LIMIT :limit
                                        """)
                                .bind("owner", caller.user().value())
                                .bind("before", before.orElse(NEWEST))
                                .bind("limit", limit + 1)
                                .map((row, _) -> conversation(row))
                                .list(),
                        limit,
                        Conversation::id));
    }

    void update(Tx tx, UUID id, Conversation.State state, String agent) {
        tx.sql()
                .createUpdate("""
                UPDATE conversation SET state = :state, agent = :agent, updated_at = :now WHERE id = :id
                """)
                .bind("state", state.label())
                .bind("agent", agent)
                .bind("now", tx.now())
                .bind("id", id)
                .execute();
    }

    /** Gives an untitled conversation the first words said in it. */
    void entitle(Tx tx, UUID id, String title) {
        tx.sql()
                .createUpdate("UPDATE conversation SET title = :title WHERE id = :id AND title = ''")
                .bind("title", title)
                .bind("id", id)
                .execute();
    }

    private static Conversation conversation(ResultSet row) throws SQLException {
        return new Conversation(
                row.getObject("id", UUID.class),
                new UserId(row.getObject("owner", UUID.class)),
                row.getString("title"),
                row.getString("agent"),
                Conversation.State.of(row.getString("state")),
                row.getLong("last_event"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant());
    }
}
