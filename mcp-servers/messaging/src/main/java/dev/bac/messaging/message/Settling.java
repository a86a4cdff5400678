package dev.bac.messaging.message;

import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps what became of messages, many a statement: how submissions ended, and what vendors reported. */
public final class Settling {
    private static final String RAISE = """
            UPDATE message m SET
                state = CASE WHEN s.again THEN s.state
                    WHEN state_rank(s.state) > state_rank(m.state) THEN s.state ELSE m.state END,
                reason = CASE WHEN s.again OR state_rank(s.state) > state_rank(m.state) THEN s.reason ELSE m.reason END,
                vendor = CASE WHEN s.free THEN NULL ELSE coalesce(s.provider, m.vendor) END,
                vendor_id = coalesce(s.vendor_id, m.vendor_id),
                cost = CASE WHEN s.state IN ('SUBMITTED', 'SENT') THEN m.segments * CAST(:price AS numeric) ELSE m.cost END,
                attempts = greatest(m.attempts, s.attempts), updated_at = :now
            FROM unnest(CAST(:ids AS uuid[]), CAST(:states AS text[]), CAST(:reasons AS text[]),
                CAST(:providers AS text[]), CAST(:vendorIds AS text[]), CAST(:attempts AS integer[]),
                CAST(:again AS boolean[]), CAST(:free AS boolean[]))
                AS s (id, state, reason, provider, vendor_id, attempts, again, free)
            WHERE m.id = s.id AND (NOT s.again OR state_rank(m.state) <= 4)
            RETURNING m.id, m.state = s.state AS kept
            """;

    private final MessageEvents events = new MessageEvents();

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
        leaveQueue(tx, ends);
        var kept = tx.sql()
                .createQuery(RAISE)
                .bindArray("ids", UUID.class, ends.stream().map(Settled::id).toList())
                .bindArray(
                        "states",
                        String.class,
                        ends.stream().map(end -> end.state().name()).toList())
                .bindArray(
                        "reasons",
                        String.class,
                        ends.stream().map(Settled::reason).toArray())
                .bindArray(
                        "providers",
                        String.class,
                        ends.stream().map(Settled::provider).toArray())
                .bindArray(
                        "vendorIds",
                        String.class,
                        ends.stream().map(Settled::vendorId).toArray())
                .bindArray(
                        "attempts",
                        Integer.class,
                        ends.stream().map(Settled::attempts).toList())
                .bindArray(
                        "again",
                        Boolean.class,
                        ends.stream()
                                .map(end -> end.then() instanceof Settled.Then.Again)
                                .toList())
                .bindArray(
                        "free", Boolean.class, ends.stream().map(Settling::free).toList())
                .bind("price", price)
                .bind("now", tx.now())
                .map((row, _) -> row.getBoolean("kept") ? row.getObject("id", UUID.class) : new UUID(0, 0))
                .set();
        events.add(
                tx,
                ends.stream()
                        .filter(end -> kept.contains(end.id()))
                        .map(end -> new MessageEvents.Happened(end.id(), end.state(), end.reason()))
                        .toList());
    }

    /** Any provider may have it next, whose report can be here before its answer and must be believed. */
    private static boolean free(Settled end) {
        return end.then() instanceof Settled.Then.Again again && !again.there();
    }

    private static void leaveQueue(Tx tx, List<Settled> ends) {
        var over = new ArrayList<UUID>();
        for (var end : ends) {
            switch (end.then()) {
                case Settled.Then.Over _ -> over.add(end.id());
                case Settled.Then.Again again -> again(tx, end, again);
                case Settled.Then.Ask _ -> {
                    // Its place says whom to ask.
                }
            }
        }
        if (!over.isEmpty()) {
            tx.sql()
                    .createUpdate("DELETE FROM message_queue WHERE message_id = ANY (CAST(:ids AS uuid[]))")
                    .bindArray("ids", UUID.class, over)
                    .execute();
        }
    }

    private static void again(Tx tx, Settled end, Settled.Then.Again again) {
        tx.sql()
                .createUpdate("""
                        UPDATE message_queue SET claimed_at = NULL, not_before = :at,
                            bound_to = CASE WHEN :there THEN provider ELSE bound_to END,
                            avoid = CASE WHEN :elsewhere THEN avoid || provider ELSE avoid END
                        WHERE message_id = :id AND attempts = :attempts
                        """)
                .bind("at", again.at())
                .bind("there", again.there())
                .bind("elsewhere", again.elsewhere())
                .bind("id", end.id())
                .bind("attempts", end.attempts())
                .execute();
    }
}
