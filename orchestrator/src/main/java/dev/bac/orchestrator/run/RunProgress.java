package dev.bac.orchestrator.run;

import dev.bac.agents.Allowance;
import dev.bac.identity.TenantId;
import dev.bac.store.Store;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** What whoever holds a run, now or next, must know of it. */
public final class RunProgress {
    private final Store store;

    public RunProgress(Store store) {
        this.store = store;
    }

    /**
     * What a run has used so far.
     *
     * @param worked time at work
     * @param spent on models that have a price, in US dollars
     * @param tokens of models, read and written
     * @param steps questions to models
     * @param calls of tools
     * @param takeovers how often it was taken up after its holder had gone
     */
    public record Used(
            Duration worked, BigDecimal spent, long tokens, int steps, int calls, int takeovers, boolean cancelAsked) {

        /** What it has used by now, as the loop counts it. */
        public Allowance allowance(Duration worked, Duration longest) {
            return new Allowance(worked, spent, longest, tokens, steps, calls);
        }
    }

    public Used used(TenantId tenant, UUID run) {
        return store.read(tenant, tx -> tx.sql()
                .createQuery("""
                        SELECT worked_ms, takeovers, cancel_asked,
                               m.spent, m.tokens, m.steps,
                               (SELECT count(*) FROM call c WHERE c.run = r.id) AS calls
                        FROM run r CROSS JOIN LATERAL (
                            SELECT coalesce(sum(cost), 0) AS spent, coalesce(sum(input + output), 0) AS tokens,
                                   count(*) AS steps
                            FROM model_call WHERE run = r.id) m
                        WHERE id = :run
                        """)
                .bind("run", run)
                .map((row, _) -> new Used(
                        Duration.ofMillis(row.getLong("worked_ms")),
                        row.getBigDecimal("spent"),
                        row.getLong("tokens"),
                        row.getInt("steps"),
                        row.getInt("calls"),
                        row.getInt("takeovers"),
                        row.getBoolean("cancel_asked")))
                .one());
    }

    /** Writes down how long it has worked. @return true when somebody has asked it to end */
    public boolean worked(Tx tx, UUID run, Duration time) {
        return tx.sql()
                .createQuery("UPDATE run SET worked_ms = :ms WHERE id = :run RETURNING cancel_asked")
                .bind("ms", time.toMillis())
                .bind("run", run)
                .mapTo(Boolean.class)
                .one();
    }

    /**
     * Writes down how long runs have worked, in one statement; one whose row somebody holds is left to the next time.
     *
     * @param times milliseconds, beside the runs
     * @return those that somebody has asked to end
     */
    public Set<UUID> worked(Tx tx, List<UUID> runs, List<Long> times) {
        return tx.sql()
                .createQuery("""
                        WITH free AS (
                            SELECT r.id, mine.ms FROM run r JOIN unnest(:runs, :times) AS mine (id, ms) ON r.id = mine.id
                            FOR UPDATE OF r SKIP LOCKED)
                        UPDATE run SET worked_ms = free.ms FROM free WHERE run.id = free.id
                        RETURNING CASE WHEN cancel_asked THEN run.id END
                        """)
                .bindArray("runs", UUID.class, runs.toArray())
                .bindArray("times", Long.class, times.toArray())
                .mapTo(UUID.class)
                .collect(Collectors.filtering(Objects::nonNull, Collectors.toSet()));
    }

    /** Writes down that it was taken up after its holder had gone. */
    public int takenOver(Tx tx, UUID run) {
        return tx.sql()
                .createQuery("UPDATE run SET takeovers = takeovers + 1 WHERE id = :run RETURNING takeovers")
                .bind("run", run)
                .mapTo(Integer.class)
                .one();
    }

    /** Asks the conversation's run to end, whichever node has it. */
    public void askToEnd(Tx tx, UUID conversation) {
        tx.sql()
                .createUpdate("UPDATE run SET cancel_asked = true WHERE conversation = :it AND state = 'running'")
                .bind("it", conversation)
                .execute();
    }
}
