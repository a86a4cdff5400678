package dev.bac.messaging.hook;

import dev.bac.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What programs are to be told and have been told, in PostgreSQL. */
final class DeliveryStore {
    private static final int PRUNED_AT_ONCE = 1_000;

    /** One that somebody has taken to tell it. */
    record Claimed(UUID id, String body, int attempts) {}

    /**
     * How telling it ended.
     *
     * @param state WAITING to try again
     * @param nextAt when, for one that waits
     */
    record Ended(
            String state,
            Instant nextAt,
            @Nullable Integer status,
            @Nullable String problem) {}

    /** Takes what is due; nobody else takes it before {@code until}. */
    List<Claimed> claim(Tx tx, UUID hook, int most, Instant until) {
        return tx.sql()
                .createQuery("""
                        UPDATE hook_delivery d SET claimed_until = :until, attempts = d.attempts + 1
                        FROM (SELECT event_id FROM hook_delivery WHERE hook_id = :hook AND state = 'WAITING'
                                AND next_at <= :now AND (claimed_until IS NULL OR claimed_until <= :now)
                            ORDER BY next_at, event_id LIMIT :most FOR UPDATE SKIP LOCKED) n
                        WHERE d.hook_id = :hook AND d.event_id = n.event_id
                        RETURNING d.event_id, d.body, d.attempts
                        """)
                .bind("hook", hook)
                .bind("until", until)
                .bind("now", tx.now())
                .bind("most", most)
                .map((row, _) -> new Claimed(
                        row.getObject("event_id", UUID.class), row.getString("body"), row.getInt("attempts")))
                .list();
    }

    void end(Tx tx, UUID hook, Claimed claimed, Ended ended) {
        tx.sql()
                .createUpdate("""
                        UPDATE hook_delivery SET state = :state, next_at = :next, claimed_until = NULL,
                            status = CAST(:status AS integer), problem = :problem,
                            done_at = CASE WHEN :state = 'WAITING' THEN NULL ELSE CAST(:now AS timestamptz) END
                        WHERE hook_id = :hook AND event_id = :id AND attempts = :attempts AND state = 'WAITING'
                        """)
                .bind("state", ended.state())
                .bind("next", ended.nextAt())
                .bind("status", ended.status())
                .bind("problem", ended.problem())
                .bind("now", Timestamp.from(tx.now()))
                .bind("hook", hook)
                .bind("id", claimed.id())
                .bind("attempts", claimed.attempts())
                .execute();
    }

    /** Gives back what was taken and not told, which was no attempt. */
    void release(Tx tx, UUID hook, List<UUID> untold) {
        tx.sql()
                .createUpdate("""
                        UPDATE hook_delivery SET claimed_until = NULL, attempts = attempts - 1
                        WHERE hook_id = :hook AND state = 'WAITING' AND event_id = ANY (CAST(:ids AS uuid[]))
                        """)
                .bind("hook", hook)
                .bindArray("ids", UUID.class, untold)
                .execute();
    }

    /** The newest first. */
    List<Delivery> list(Tx tx, UUID hook, @Nullable String state, int most) {
        return tx.sql()
                .createQuery("""
                        SELECT event_id, event, state, attempts, next_at, status, problem, created_at, done_at
                        FROM hook_delivery WHERE hook_id = :hook AND (CAST(:state AS text) IS NULL OR state = :state)
                        ORDER BY created_at DESC, event_id DESC LIMIT :most
                        """)
                .bind("hook", hook)
                .bind("state", state)
                .bind("most", most)
                .map((row, _) -> read(row))
                .list();
    }

    /** From the beginning, under the same id. */
    int replay(Tx tx, UUID hook, @Nullable UUID one) {
        return tx.sql()
                .createUpdate("""
                        UPDATE hook_delivery SET state = 'WAITING', attempts = 0, next_at = :now, claimed_until = NULL,
                            done_at = NULL
                        WHERE hook_id = :hook
                            AND (CASE WHEN CAST(:one AS uuid) IS NULL THEN state = 'DEAD'
                                ELSE event_id = CAST(:one AS uuid) AND state <> 'WAITING' END)
                        """)
                .bind("hook", hook)
                .bind("one", one)
                .bind("now", tx.now())
                .execute();
    }

    /** Forgets what was told before then. */
    int prune(Tx tx, Instant before) {
        return tx.sql()
                .createUpdate("""
                        DELETE FROM hook_delivery WHERE (hook_id, event_id) IN (SELECT hook_id, event_id
                            FROM hook_delivery WHERE state = 'DELIVERED' AND done_at < :before LIMIT :most)
                        """)
                .bind("before", before)
                .bind("most", PRUNED_AT_ONCE)
                .execute();
    }

    private static Delivery read(ResultSet row) throws SQLException {
        var done = row.getTimestamp("done_at");
        return new Delivery(
                row.getObject("event_id", UUID.class),
                row.getString("event"),
                row.getString("state"),
                row.getInt("attempts"),
                row.getTimestamp("next_at").toInstant(),
                row.getObject("status", Integer.class),
                row.getString("problem"),
                row.getTimestamp("created_at").toInstant(),
                done == null ? null : done.toInstant());
    }
}
