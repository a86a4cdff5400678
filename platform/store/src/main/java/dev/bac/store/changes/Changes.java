package dev.bac.store.changes;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/** Which transaction changed what, noted by triggers in the writing transaction itself. */
public final class Changes {
    /** Class-path folder of the migrations; a schema with it notes the changes of all its tenants' tables. */
    public static final String MIGRATIONS = "dev/bac/store/changes/migrations";

    /** Most read sets in one question. */
    public static final int MOST_SETS = 200;

    private Changes() {}

    /** As the schema's owner, after its migrations: puts the triggers on tables that are new. Repeating it does nothing. */
    public static Tables track(Handle owner, String schema) {
        owner.createQuery("SELECT bac_track_all()").mapTo(Integer.class).one();
        return Tables.of(owner, schema);
    }

    /**
     * Which of the read sets no longer stand: something of a kind they read was changed by a transaction that their
     * snapshot does not show, the day is another, or they are not of this database as it runs now.
     *
     * @param tx a handle inside the tenant's transaction, beside what it reads
     * @param today in the tenant's zone
     * @return indexes, in order
     */
    public static Set<Integer> stale(Handle tx, Reading reading, LocalDate today, List<ReadSet> sets) {
        var stale = new TreeSet<Integer>();
        var numbers = new ArrayList<Integer>();
        var kinds = new ArrayList<String>();
        var snapshots = new ArrayList<String>();
        for (int number = 0; number < sets.size(); number++) {
            ReadSet set = sets.get(number);
            boolean ours = set.cluster().equals(reading.cluster())
                    && set.kinds().stream().allMatch(reading::tracks);
            if (!ours || set.date().filter(day -> !day.equals(today)).isPresent()) {
                stale.add(number);
                continue;
            }
            for (String kind : set.kinds()) {
                numbers.add(number);
                kinds.add(kind);
                snapshots.add(set.snapshot());
            }
        }
        if (!numbers.isEmpty()) {
            stale.addAll(changed(tx, numbers, kinds, snapshots));
        }
        return stale;
    }

    /** A snapshot of transactions that have not been yet comes from elsewhere, whatever it calls itself. */
    private static List<Integer> changed(Handle tx, List<Integer> numbers, List<String> kinds, List<String> snapshots) {
        return tx.createQuery("""
                        SELECT DISTINCT q.number
                        FROM unnest(:numbers, :kinds, CAST(:snapshots AS pg_snapshot[])) AS q (number, kind, seen)
                        WHERE pg_snapshot_xmax(q.seen) > pg_snapshot_xmax(pg_current_snapshot())
                           OR EXISTS (
                            SELECT FROM change_log c
                            WHERE c.kind = q.kind AND c.xid >= pg_snapshot_xmin(q.seen)
                              AND (c.compacted OR NOT pg_visible_in_snapshot(c.xid, q.seen)))
                        """)
                .bindArray("numbers", Integer.class, numbers)
                .bindArray("kinds", String.class, kinds)
                .bindArray("snapshots", String.class, snapshots)
                .mapTo(Integer.class)
                .list();
    }

    /**
     * Removes what a later change of the same kind stands for, of all tenants, as the schema's relay. Nothing that reads
     * sees less than before: whoever's snapshot is older than the change that stays sees it, and takes it for any of
     * those that went. What a dump brought from another server, numbered beyond our own transactions, goes too.
     *
     * @param limit most kinds of tenants whose changes are removed
     * @return how many changes were
     */
    public static int compact(Handle relay, int limit) {
        relay.execute("DELETE FROM change_log WHERE xid >= pg_snapshot_xmax(pg_current_snapshot())");
        return relay.createQuery("""
                        WITH settled AS (
                            SELECT tenant_id, kind, max(xid) AS xid
                            FROM change_log WHERE xid < pg_snapshot_xmin(pg_current_snapshot())
                            GROUP BY 1, 2 HAVING count(*) > 1 LIMIT :limit),
                        gone AS (
                            DELETE FROM change_log c USING settled s
                            WHERE c.tenant_id = s.tenant_id AND c.kind = s.kind AND c.xid < s.xid RETURNING 1),
                        kept AS (
                            UPDATE change_log c SET compacted = true FROM settled s
                            WHERE c.tenant_id = s.tenant_id AND c.kind = s.kind AND c.xid = s.xid RETURNING 1)
                        SELECT count(*) FROM gone
                        """).bind("limit", limit).mapTo(Integer.class).one();
    }
}
