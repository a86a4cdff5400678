package dev.bac.messaging.message;

import dev.bac.mcp.argument.Filter;
import dev.bac.mcp.argument.Lookup;
import dev.bac.mcp.argument.Page;
import dev.bac.mcp.argument.PageOrder;
import dev.bac.mcp.argument.PageWanted;
import dev.bac.messaging.address.Address;
import dev.bac.messaging.address.MessageChannel;
import dev.bac.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Messages in PostgreSQL. */
public final class MessageStore {
    private static final int FIRST = 1001;
    private static final PageOrder NEWEST = PageOrder.descending("newest", "created_at", "timestamptz", "number");
    static final String COLUMNS = """
             id, number, channel, recipient, subject, body, template_id, segments, state, reason, vendor, vendor_id,
             attempts, created_by, created_at, updated_at
            """;
    private static final String SELECT = "SELECT " + COLUMNS + " FROM message ";

    /** The next free number. */
    public int nextNumber(Tx tx) {
        return tx.sql()
                .createQuery("""
                        INSERT INTO counter (kind, last) VALUES ('MSG', :first)
                        ON CONFLICT (tenant_id, kind) DO UPDATE SET last = counter.last + 1 RETURNING last
                        """)
                .bind("first", FIRST)
                .mapTo(Integer.class)
                .one();
    }

    /** Makes sure that no later number is {@code used} again. */
    public void keepAbove(Tx tx, int used) {
        tx.sql().createUpdate("""
                        INSERT INTO counter (kind, last) VALUES ('MSG', :used)
                        ON CONFLICT (tenant_id, kind) DO UPDATE SET last = greatest(counter.last, :used)
                        """).bind("used", used).execute();
    }

    /** Adds messages; those whose id is already there are left as they are. */
    public void add(Tx tx, List<Message> messages) {
        add(tx, messages, tx.now());
    }

    /** The same; none leaves before {@code leaves}. */
    public void add(Tx tx, List<Message> messages, Instant leaves) {
        var batch = tx.sql().prepareBatch("""
                INSERT INTO message (id, number, channel, recipient, subject, body, template_id, segments, state,
                                     reason, vendor, vendor_id, attempts, not_before, created_by, created_at, updated_at)
                VALUES (:id, :number, :channel, :recipient, :subject, :body, CAST(:template AS uuid), :segments, :code,
                        :reason, :vendor, :vendorId, :attempts, :leaves, :createdBy, :createdAt, :updatedAt)
                ON CONFLICT (tenant_id, id) DO NOTHING
                """);
        for (Message message : messages) {
            batch.bindMethods(message)
                    .bind("channel", message.to().channel().name())
                    .bind("recipient", message.to().value())
                    .bind("code", message.state().name())
                    .bind("leaves", leaves)
                    .add();
        }
        if (!messages.isEmpty()) {
            batch.execute();
        }
    }

    /** Adds to what happened to a message. */
    public void event(Tx tx, UUID message, MessageState state, @Nullable String detail) {
        tx.sql()
                .createUpdate("""
                        INSERT INTO message_event (id, message_id, state, detail, at)
                        VALUES (:id, :message, :state, :detail, :at)
                        """)
                .bind("id", tx.newId())
                .bind("message", message)
                .bind("state", state.name())
                .bind("detail", detail)
                .bind("at", tx.now())
                .execute();
    }

    /** What happened to a message, the first thing first. */
    List<MessageEvent> events(Tx tx, UUID message, int most) {
        return tx.sql()
                .createQuery("""
                        SELECT state, detail, at FROM message_event WHERE message_id = :message
                        ORDER BY at, id LIMIT :most
                        """)
                .bind("message", message)
                .bind("most", most)
                .map((row, _) -> new MessageEvent(
                        MessageState.valueOf(row.getString("state")),
                        row.getString("detail"),
                        row.getTimestamp("at").toInstant()))
                .list();
    }

    /** The message of that id or number; {@link dev.bac.mcp.ToolRefusal} when there is none. */
    Message named(Tx tx, String field, String given) {
        return new Lookup<>("message", Message::label)
                .one(
                        field,
                        given,
                        List.of(
                                () -> Lookup.id(given)
                                        .map(id -> by(tx, "id = :value", id))
                                        .orElse(List.of()),
                                () -> Lookup.number("MSG", given)
                                        .map(number -> by(tx, "number = :value", number))
                                        .orElse(List.of())),
                        List::of);
    }

    /** What a list of messages may be cut down by; a null cuts nothing. */
    record Wanted(
            @Nullable MessageChannel channel,
            @Nullable MessageState state,
            @Nullable String recipient,
            @Nullable String text,
            @Nullable Object from,
            @Nullable Object before) {

        Filter filter() {
            return new Filter()
                    .where("channel = :channel", "channel", channel)
                    .where("state = :state", "state", state)
                    .where("recipient = :recipient", "recipient", recipient)
                    .where("created_at >= :from", "from", from)
                    .where("created_at < :before", "before", before)
                    .where("position(lower(:text) in lower(coalesce(subject, '') || ' ' || body)) > 0", "text", text);
        }
    }

    Page<Message> list(Tx tx, Wanted wanted, PageWanted page) {
        var filter = wanted.filter();
        return NEWEST.read(tx, SELECT + filter.sql(), filter::bindTo, page, (row, _) -> read(row));
    }

    long count(Tx tx, Wanted wanted) {
        var filter = wanted.filter();
        return filter.bindTo(tx.sql().createQuery("SELECT count(*) FROM message " + filter.sql()))
                .mapTo(Long.class)
                .one();
    }

    private List<Message> by(Tx tx, String condition, Object value) {
        return tx.sql()
                .createQuery(SELECT + "WHERE " + condition)
                .bind("value", value)
                .map((row, _) -> read(row))
                .list();
    }

    /** Reads a row of {@link #COLUMNS}. */
    static Message read(ResultSet row) throws SQLException {
        return new Message(
                row.getObject("id", UUID.class),
                row.getInt("number"),
                new Address(MessageChannel.valueOf(row.getString("channel")), row.getString("recipient")),
                row.getString("subject"),
                row.getString("body"),
                row.getObject("template_id", UUID.class),
                row.getInt("segments"),
                MessageState.valueOf(row.getString("state")),
                row.getString("reason"),
                row.getString("vendor"),
                row.getString("vendor_id"),
                row.getInt("attempts"),
                row.getString("created_by"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant());
    }
}
