package dev.bac.orchestrator.dialogue;

import dev.bac.store.Tx;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Turns of dialogues in PostgreSQL: what somebody wrote, until they are answered. */
final class TurnStore {
    private static final int MOST = 100;

    /**
     * @param asked true once an agent has been asked
     * @param saidBefore messages of the conversation when it was
     */
    record Turn(UUID id, String provider, String channel, String sender, String body, boolean asked, int saidBefore) {}

    /** Keeps what somebody wrote; told again, it changes nothing. */
    void add(Tx tx, Turn turn) {
        tx.sql()
                .createUpdate("""
                        INSERT INTO dialogue_turn (id, provider, channel, sender, body, state, arrived_at)
                        VALUES (:id, :provider, :channel, :sender, :body, 'WAITING', :now) ON CONFLICT DO NOTHING
                        """)
                .bind("id", turn.id())
                .bind("provider", turn.provider())
                .bind("channel", turn.channel())
                .bind("sender", turn.sender())
                .bind("body", turn.body())
                .bind("now", tx.now())
                .execute();
    }

    /** The first open turn of each person: one is answered before the next is asked. */
    List<Turn> open(Tx tx) {
        return tx.sql()
                .createQuery("""
                        SELECT DISTINCT ON (provider, sender) id, provider, channel, sender, body, state, said_before
                        FROM dialogue_turn WHERE state <> 'DONE' ORDER BY provider, sender, arrived_at, id LIMIT :most
                        """)
                .bind("most", MOST)
                .map((row, _) -> new Turn(
                        row.getObject("id", UUID.class),
                        row.getString("provider"),
                        row.getString("channel"),
                        row.getString("sender"),
                        row.getString("body"),
                        row.getString("state").equals("ASKED"),
                        row.getInt("said_before")))
                .list();
    }

    /** @return whether it was still waiting: whoever gets true asks, and nobody else */
    boolean ask(Tx tx, UUID turn, int saidBefore) {
        return tx.sql()
                        .createUpdate("UPDATE dialogue_turn SET state = 'ASKED', said_before = :before"
                                + " WHERE id = :id AND state = 'WAITING'")
                        .bind("before", saidBefore)
                        .bind("id", turn)
                        .execute()
                == 1;
    }

    /** Nobody could be asked; it waits again. */
    void takeBack(Tx tx, UUID turn) {
        tx.sql()
                .createUpdate("UPDATE dialogue_turn SET state = 'WAITING' WHERE id = :id AND state = 'ASKED'")
                .bind("id", turn)
                .execute();
    }

    void done(Tx tx, UUID turn) {
        tx.sql()
                .createUpdate("UPDATE dialogue_turn SET state = 'DONE' WHERE id = :id")
                .bind("id", turn)
                .execute();
    }

    Optional<UUID> conversation(Tx tx, Turn turn) {
        return tx.sql()
                .createQuery("SELECT conversation FROM dialogue WHERE provider = :provider AND sender = :sender")
                .bind("provider", turn.provider())
                .bind("sender", turn.sender())
                .mapTo(UUID.class)
                .findOne();
    }

    /** @return the conversation that counts, which is another's where two came at once */
    UUID keep(Tx tx, Turn turn, UUID conversation) {
        tx.sql()
                .createUpdate("""
                        INSERT INTO dialogue (provider, sender, conversation) VALUES (:provider, :sender, :conversation)
                        ON CONFLICT DO NOTHING
                        """)
                .bind("provider", turn.provider())
                .bind("sender", turn.sender())
                .bind("conversation", conversation)
                .execute();
        return conversation(tx, turn).orElseThrow();
    }
}
