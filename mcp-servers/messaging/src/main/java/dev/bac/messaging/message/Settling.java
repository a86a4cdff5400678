package dev.bac.messaging.message;

import dev.bac.messaging.message.Settled.Then.Again;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Keeps what became of messages, many a statement: how submissions ended, and what vendors reported. */
public final class Settling {
    /**
     * The messages, their places in the queue and what happened, in one statement that joins what is given with one
     * table at a time. The messages are locked before, see {@link MessageLocks}.
     */
    private static final String SETTLE = """
            WITH s AS MATERIALIZED (
                SELECT * FROM unnest(CAST(:ids AS uuid[]), CAST(:states AS text[]), CAST(:reasons AS text[]),
                    CAST(:providers AS text[]), CAST(:vendorIds AS text[]), CAST(:attempts AS integer[]),
                    CAST(:again AS boolean[]), CAST(:free AS boolean[]), CAST(:gone AS boolean[]),
                    CAST(:leaves AS text[]), CAST(:there AS boolean[]), CAST(:elsewhere AS boolean[]),
                    CAST(:events AS uuid[]))
                    AS s (id, state, reason, provider, vendor_id, attempts, again, free, gone, leaves, there, elsewhere,
                        event)),
            raised AS (
                UPDATE message m SET
                    state = CASE WHEN s.again THEN s.state
                        WHEN state_rank(s.state) > state_rank(m.state) THEN s.state ELSE m.state END,
                    reason = CASE WHEN s.again OR state_rank(s.state) > state_rank(m.state) THEN s.reason ELSE m.reason END,
                    vendor = CASE WHEN s.free THEN NULL ELSE coalesce(s.provider, m.vendor) END,
                    vendor_id = coalesce(s.vendor_id, m.vendor_id),
                    cost = CASE WHEN s.state IN ('SUBMITTED', 'SENT') THEN m.segments * CAST(:price AS numeric)
                        ELSE m.cost END,
                    attempts = greatest(m.attempts, s.attempts), updated_at = :now
                FROM s
                WHERE m.id = s.id AND (NOT s.again OR state_rank(m.state) <= 4)
                RETURNING m.id, m.state = s.state AS kept, s.event, s.state, s.reason),
            left_queue AS (
                DELETE FROM message_queue q USING s
                WHERE s.gone AND q.message_id = s.id),
            waits AS (
                UPDATE message_queue q SET claimed_at = NULL, not_before = CAST(s.leaves AS timestamptz),
                    bound_to = CASE WHEN s.there THEN q.provider ELSE q.bound_to END,
                    avoid = CASE WHEN s.elsewhere THEN q.avoid || q.provider ELSE q.avoid END
                FROM s WHERE s.again AND q.message_id = s.id AND q.attempts = s.attempts),
            happened AS (
                INSERT INTO message_event (id, message_id, state, detail, at)
                SELECT event, id, state, reason, :now FROM raised WHERE kept)
            SELECT id FROM raised WHERE kept
            """;

    private final MessageEvents told = new MessageEvents();

    /** The same, at no known price. */
    public void settle(Tx tx, List<Settled> ends) {
        settle(tx, ends, null);
    }

    /**
     * Settles messages that {@link MessageQueue#claim} gave; one that somebody else has settled stays as it is.
     *
     * @param price of one segment of what was taken
     */
    public void settle(Tx tx, List<Settled> ends, @Nullable BigDecimal price) {
        if (ends.isEmpty()) {
            return;
        }
        var events = new LinkedHashMap<UUID, UUID>();
        ends.forEach(end -> events.put(end.id(), tx.newId()));
        MessageLocks.take(tx, events.keySet());
        var query = tx.sql().createQuery(SETTLE);
        bind(query, ends);
        var kept = query.bindArray("events", UUID.class, each(ends, end -> events.get(end.id())))
                .bind("price", price)
                .bind("now", tx.now())
                .mapTo(UUID.class)
                .set();
        told.tell(
                tx,
                ends.stream()
                        .filter(end -> kept.contains(end.id()))
                        .map(end -> new MessageEvents.Kept(
                                Objects.requireNonNull(events.get(end.id())),
                                new MessageEvents.Happened(end.id(), end.state(), end.reason())))
                        .toList());
    }

    private static void bind(Query query, List<Settled> ends) {
        query.bindArray("ids", UUID.class, each(ends, Settled::id))
                .bindArray("states", String.class, each(ends, end -> end.state().name()))
                .bindArray("reasons", String.class, each(ends, Settled::reason))
                .bindArray("providers", String.class, each(ends, Settled::provider))
                .bindArray("vendorIds", String.class, each(ends, Settled::vendorId))
                .bindArray("attempts", Integer.class, each(ends, Settled::attempts))
                .bindArray("again", Boolean.class, each(ends, end -> end.then() instanceof Again))
                .bindArray("free", Boolean.class, each(ends, Settling::free))
                .bindArray("gone", Boolean.class, each(ends, end -> end.then() instanceof Settled.Then.Over))
                .bindArray(
                        "leaves",
                        String.class,
                        each(
                                ends,
                                end -> end.then() instanceof Again again
                                        ? again.at().toString()
                                        : null))
                .bindArray(
                        "there", Boolean.class, each(ends, end -> end.then() instanceof Again again && again.there()))
                .bindArray(
                        "elsewhere",
                        Boolean.class,
                        each(ends, end -> end.then() instanceof Again again && again.elsewhere()));
    }

    private static Object[] each(List<Settled> ends, Function<Settled, @Nullable Object> part) {
        return ends.stream().map(part).toArray();
    }

    /** Any provider may have it next, whose report can be here before its answer and must be believed. */
    private static boolean free(Settled end) {
        return end.then() instanceof Again again && !again.there();
    }
}
