package dev.bac.store;

import dev.bac.identity.TenantId;
import dev.bac.store.OutboxEvent.Position;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Reads a schema's events, of all tenants, for named consumers.
 *
 * <p>The order is by transaction, then by number, and it stops before the oldest transaction that is still open. A
 * plain sequence would lose events: number 7 can be committed after number 8 was read and its position kept. Below
 * {@code pg_snapshot_xmin} nothing can appear any more.
 *
 * <p>Delivery is at least once: the position is kept after the consumer has returned.
 */
public final class Outbox {
    private static final int LARGEST_BATCH = 1000;
    private static final String NEXT = """
            SELECT tenant_id, id, type, subject, body::text AS body, occurred_at, xid::text AS number, seq
            FROM outbox
            WHERE (xid, seq) > (CAST(:xid AS xid8), :seq)
              AND xid < pg_snapshot_xmin(pg_current_snapshot())
            ORDER BY outbox.xid, outbox.seq
            LIMIT :limit
            """;
    private static final String DONE = """
            INSERT INTO relay_position AS kept (consumer, xid, seq)
            VALUES (:consumer, CAST(:xid AS xid8), :seq)
            ON CONFLICT (consumer) DO UPDATE SET xid = excluded.xid, seq = excluded.seq
            WHERE (kept.xid, kept.seq) < (excluded.xid, excluded.seq)
            """;

    private final Jdbi relay;

    Outbox(Jdbi relay) {
        this.relay = relay;
    }

    /**
     * Gives the next events to a consumer, in order, and remembers how far it came. When the consumer throws, what it
     * has finished is remembered and the rest comes again.
     *
     * @param limit at most this many, itself at most 1,000
     * @return how many there were
     */
    public int deliver(String consumer, int limit, Consumer<OutboxEvent> to) {
        List<OutboxEvent> events = next(consumer, limit);
        Position reached = null;
        try {
            for (OutboxEvent event : events) {
                to.accept(event);
                reached = event.position();
            }
        } finally {
            if (reached != null) {
                done(consumer, reached);
            }
        }
        return events.size();
    }

    /** The next events of a consumer, without moving it on. */
    public List<OutboxEvent> next(String consumer, int limit) {
        return relay.inTransaction(handle -> after(handle, position(handle, consumer), limit));
    }

    /** Moves a consumer on; it never moves back. */
    public void done(String consumer, Position position) {
        relay.useTransaction(handle -> move(handle, consumer, position));
    }

    static Position position(Handle handle, String consumer) {
        return handle.createQuery("SELECT xid::text AS xid, seq FROM relay_position WHERE consumer = :consumer")
                .bind("consumer", consumer)
                .map((row, _) -> new Position(Long.parseLong(row.getString("xid")), row.getLong("seq")))
                .findOne()
                .orElse(Position.START);
    }

    static int move(Handle handle, String consumer, Position position) {
        return handle.createUpdate(DONE)
                .bind("consumer", consumer)
                .bind("xid", Long.toString(position.xid()))
                .bind("seq", position.seq())
                .execute();
    }

    private static List<OutboxEvent> after(Handle handle, Position position, int limit) {
        return handle.createQuery(NEXT)
                .bind("xid", Long.toString(position.xid()))
                .bind("seq", position.seq())
                .bind("limit", Math.min(limit, LARGEST_BATCH))
                .map((row, _) -> event(row))
                .list();
    }

    private static OutboxEvent event(ResultSet row) throws SQLException {
        return new OutboxEvent(
                new TenantId(row.getObject("tenant_id", UUID.class)),
                row.getObject("id", UUID.class),
                row.getString("type"),
                row.getString("subject"),
                Json.parse(row.getString("body")),
                row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                new Position(Long.parseLong(row.getString("number")), row.getLong("seq")));
    }
}
