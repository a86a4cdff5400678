package dev.bac.orchestrator.workflow;

import dev.bac.identity.TenantId;
import dev.bac.store.Store;
import dev.bac.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Which runs somebody has to look at, and when. It is one table for all tenants with nothing in it but ids and times, so
 * that looking costs one query however many tenants there are.
 */
public final class Wakes {
    private static final int MOST = 200;

    private final Store store;

    /** A run that is due. */
    record Due(TenantId tenant, UUID run) {}

    public Wakes(Store store) {
        this.store = store;
    }

    /** Wakes a run now: whoever works on it looks again, or somebody takes it. */
    public int wake(Tx tx, UUID run) {
        int woken = tx.sql().createUpdate("""
                        UPDATE workflow_run SET wakes = wakes + 1
                        WHERE id = :run AND state IN ('running', 'waiting', 'undoing')
                        """).bind("run", run).execute();
        if (woken == 1) {
            at(tx, run, tx.now());
        }
        return woken;
    }

    /** Has it looked at from that time on. */
    void at(Tx tx, UUID run, Instant when) {
        tx.sql()
                .createUpdate("""
                        INSERT INTO workflow_due (run, company, due_at) VALUES (:run, :company, :when)
                        ON CONFLICT (run) DO UPDATE SET due_at = excluded.due_at
                        """)
                .bind("run", run)
                .bind("company", tx.tenant().value())
                .bind("when", when)
                .execute();
    }

    /** Nobody has to look at it any more, until it is woken. */
    void forget(Tx tx, UUID run) {
        tx.sql()
                .createUpdate("DELETE FROM workflow_due WHERE run = :run")
                .bind("run", run)
                .execute();
    }

    /** Runs that are due and that nobody holds, the longest due first. */
    List<Due> due(Instant now) {
        return store.shared(handle -> handle.createQuery("""
                        SELECT d.run, d.company FROM workflow_due d
                        LEFT JOIN lease l ON l.name = 'workflow/' || d.run
                        WHERE d.due_at <= :now AND (l.expires_at IS NULL OR l.expires_at <= clock_timestamp())
                        ORDER BY d.due_at LIMIT :most
                        """)
                .bind("now", now)
                .bind("most", MOST)
                .map((row, _) ->
                        new Due(new TenantId(row.getObject("company", UUID.class)), row.getObject("run", UUID.class)))
                .list());
    }
}
