package dev.bac.messaging.message;

import dev.bac.mcp.argument.Filter;
import dev.bac.mcp.argument.Lookup;
import dev.bac.mcp.argument.Page;
import dev.bac.mcp.argument.PageOrder;
import dev.bac.mcp.argument.PageWanted;
import dev.bac.messaging.address.Address;
import dev.bac.messaging.address.MessageChannel;
import dev.bac.messaging.content.Content;
import dev.bac.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Messages in PostgreSQL. */
public final class MessageStore {
    private static final int FIRST = 1001;
    private static final PageOrder NEWEST = PageOrder.descending("newest", "created_at", "timestamptz", "number");
    static final String COLUMNS = """
             id, number, channel, recipient, subject, body, template_id, segments,
             CASE WHEN state IN ('QUEUED', 'SCHEDULED') AND EXISTS (SELECT 1 FROM message_queue q
                WHERE q.message_id = message.id AND q.claimed_at IS NOT NULL) THEN 'SUBMITTING' ELSE state END AS state,
             reason, vendor, vendor_id, attempts, created_by, created_at, updated_at, content
            """;
    /** Messages, their places in the queue and what happened first, in one statement. */
    private static final String INSERT = """
            WITH given AS MATERIALIZED (
                SELECT * FROM unnest(CAST(:ids AS uuid[]), CAST(:numbers AS integer[]), CAST(:channels AS text[]),
                    CAST(:recipients AS text[]), CAST(:subjects AS text[]), CAST(:bodies AS text[]),
                    CAST(:templates AS uuid[]), CAST(:segments AS integer[]), CAST(:states AS text[]),
                    CAST(:reasons AS text[]), CAST(:by AS text[]), CAST(:created AS text[]), CAST(:events AS uuid[]),
                    CAST(:contents AS text[]))
                    AS given (id, number, channel, recipient, subject, body, template, segments, state, reason, by,
                        created, event, content)),
            written AS (
                INSERT INTO message (id, number, channel, recipient, subject, body, template_id, segments, state, reason,
                    not_before, created_by, created_at, updated_at, priority, campaign_id, variant, content)
                SELECT id, number, channel, recipient, subject, body, template, segments, state, reason, :leaves, by,
                    CAST(created AS timestamptz), CAST(created AS timestamptz), :priority, CAST(:campaign AS uuid),
                    :variant, CAST(content AS json)
                FROM given
                ON CONFLICT (tenant_id, id) DO NOTHING
                RETURNING id),
            queued AS (
                INSERT INTO message_queue (message_id, channel, priority, not_before, last_word)
                SELECT given.id, given.channel, :priority, :leaves, :lastWord FROM given JOIN written ON written.id = given.id
                WHERE given.state IN ('QUEUED', 'SCHEDULED')
                ON CONFLICT DO NOTHING)
            INSERT INTO message_event (id, message_id, state, detail, at)
            SELECT given.event, given.id, given.state, given.reason, :now FROM given JOIN written ON written.id = given.id
            WHERE given.event IS NOT NULL
            """;

    private static final String SELECT = "SELECT " + COLUMNS + " FROM message ";

    private final MessageEvents events = new MessageEvents();

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

    /** The first of {@code many} free numbers in a row. */
    public int nextNumbers(Tx tx, int many) {
        return tx.sql()
                        .createQuery("""
                                INSERT INTO counter (kind, last) VALUES ('MSG', :first)
                                ON CONFLICT (tenant_id, kind) DO UPDATE SET last = counter.last + :many RETURNING last
                                """)
                        .bind("first", FIRST + many - 1)
                        .bind("many", many)
                        .mapTo(Integer.class)
                        .one()
                - many
                + 1;
    }

    /** Adds messages of the past, of which nothing is told; those whose id is already there are left as they are. */
    public void add(Tx tx, List<Message> messages) {
        insert(tx, messages, Dispatching.at(tx.now()), _ -> null);
    }

    /** Writes messages, puts what is to be sent into the queue, and begins their histories. */
    public void write(Tx tx, List<Message> messages, Dispatching dispatching) {
        insert(tx, messages, dispatching, _ -> tx.newId());
    }

    private static void insert(
            Tx tx, List<Message> messages, Dispatching dispatching, Function<Message, @Nullable UUID> event) {
        if (messages.isEmpty()) {
            return;
        }
        tx.sql()
                .createUpdate(INSERT)
                .bindArray("ids", UUID.class, each(messages, Message::id))
                .bindArray("numbers", Integer.class, each(messages, Message::number))
                .bindArray("channels", String.class, each(messages, one -> one.to()
                        .channel()
                        .name()))
                .bindArray("recipients", String.class, each(messages, one -> one.to()
                        .value()))
                .bindArray("subjects", String.class, each(messages, Message::subject))
                .bindArray("bodies", String.class, each(messages, Message::body))
                .bindArray("templates", UUID.class, each(messages, Message::template))
                .bindArray("segments", Integer.class, each(messages, Message::segments))
                .bindArray("states", String.class, each(messages, one -> one.state()
                        .name()))
                .bindArray("reasons", String.class, each(messages, Message::reason))
                .bindArray("by", String.class, each(messages, Message::createdBy))
                .bindArray("created", String.class, each(messages, one -> one.createdAt()
                        .toString()))
                .bindArray("events", UUID.class, each(messages, event))
                .bindArray("contents", String.class, each(messages, MessageStore::content))
                .bind("now", tx.now())
                .bind("leaves", dispatching.leaves())
                .bind("priority", dispatching.priority())
                .bind("campaign", dispatching.campaign())
                .bind("variant", dispatching.variant())
                .bind("lastWord", dispatching.lastWord())
                .execute();
    }

    private static <T> Object[] each(List<Message> messages, Function<Message, @Nullable T> part) {
        return messages.stream().map(part).toArray();
    }

    private static @Nullable String content(Message message) {
        var content = message.content();
        return content == null ? null : Content.json(content);
    }

    /** Adds to what happened to messages. */
    public void events(Tx tx, List<UUID> messages, MessageState state, @Nullable String detail) {
        events.add(
                tx,
                messages.stream()
                        .map(one -> new MessageEvents.Happened(one, state, detail))
                        .toList());
    }

    /** What happened to a message, the first thing first. */
    List<MessageEvent> history(Tx tx, UUID message, int most) {
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

    /** The message of that id. */
    Optional<Message> find(Tx tx, UUID id) {
        return by(tx, "id = :value", id).stream().findFirst();
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
                row.getTimestamp("updated_at").toInstant(),
                Content.read(row.getString("content")));
    }
}
