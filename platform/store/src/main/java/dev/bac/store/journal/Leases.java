package dev.bac.store.journal;

import dev.bac.store.Store;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** Who may work on what for how long, by the database's clock: nodes' clocks differ, and one may stand still. */
public final class Leases {
    /**
     * A row that an effect holds is somebody's, whatever its time says: a node that stands still in the middle of an effect
     * would let all others wait for it.
     */
    private static final String TAKE = """
            WITH free AS MATERIALIZED (SELECT name FROM lease WHERE name = :name FOR UPDATE SKIP LOCKED)
            INSERT INTO lease AS held (name, holder, epoch, expires_at)
            SELECT :name, :holder, 1, clock_timestamp() + :millis * interval '1 millisecond'
            WHERE EXISTS (SELECT FROM free) OR NOT EXISTS (SELECT FROM lease WHERE name = :name)
            ON CONFLICT (name) DO UPDATE
            SET holder = excluded.holder, epoch = held.epoch + 1,
                expires_at = clock_timestamp() + :millis * interval '1 millisecond'
            WHERE held.expires_at <= clock_timestamp()
            RETURNING epoch
            """;

    /** Shorter than anything stands still unnoticed: a renewal that waits for longer would prolong the lease of the dead. */
    private static final String NOT_FOR_LONG = "SET LOCAL lock_timeout = '500ms'";

    private static final String NOT_FREE = "55P03";
    private static final String RENEW = """
            UPDATE lease SET expires_at = clock_timestamp() + :millis * interval '1 millisecond'
            WHERE name = :name AND epoch = :epoch
            """;
    /** Rows that an effect holds are left out: waiting for one effect would let all other leases run out. */
    private static final String RENEW_FREE = """
            WITH free AS (
                SELECT l.name FROM lease l JOIN unnest(:names, :epochs) AS mine (name, epoch)
                  ON l.name = mine.name AND l.epoch = mine.epoch
                FOR UPDATE OF l SKIP LOCKED)
            UPDATE lease SET expires_at = clock_timestamp() + :millis * interval '1 millisecond'
            FROM free WHERE lease.name = free.name RETURNING lease.name
            """;

    /** Under the next number, so that a renewal that was on its way prolongs nothing any more. */
    private static final String RELEASE = """
            UPDATE lease SET expires_at = clock_timestamp(), epoch = epoch + 1 WHERE name = :name AND epoch = :epoch
            """;

    private static final int AT_ONCE = 1_000;

    private final Store store;

    /** @param store of a schema with the migrations in {@link Fence#MIGRATIONS} */
    public Leases(Store store) {
        this.store = store;
    }

    /** Takes the lease when nobody has it or its time is over; empty when somebody has it. */
    public Optional<Fence> take(String name, String holder, Duration length) {
        return store.shared(handle -> handle.createQuery(TAKE)
                .bind("name", name)
                .bind("holder", holder)
                .bind("millis", length.toMillis())
                .mapTo(Long.class)
                .findOne()
                .map(epoch -> new Fence(name, epoch)));
    }

    /**
     * Prolongs the lease; false when another holder has come. A write under it that lasts keeps it without this: then
     * nothing is prolonged, and it is true.
     */
    public boolean renew(Fence fence, Duration length) {
        try {
            return store.shared(handle -> {
                handle.execute(NOT_FOR_LONG);
                return update(handle, RENEW, fence, length);
            });
        } catch (UnableToExecuteStatementException e) {
            if (e.getCause() instanceof SQLException sql && NOT_FREE.equals(sql.getSQLState())) {
                return true;
            }
            throw e;
        }
    }

    /**
     * Prolongs many leases with one statement for each thousand.
     *
     * @return those that were; of the others some may be held by an effect of theirs and are to be {@link #renew renewed}
     *     alone, and some may have another holder
     */
    public Set<Fence> renewFree(Collection<Fence> fences, Duration length) {
        var all = List.copyOf(fences);
        var renewed = new HashSet<Fence>();
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            var some = all.subList(from, Math.min(from + AT_ONCE, all.size()));
            var names = store.shared(handle -> handle.createQuery(RENEW_FREE)
                    .bindArray(
                            "names",
                            String.class,
                            some.stream().map(Fence::name).toArray())
                    .bindArray(
                            "epochs",
                            Long.class,
                            some.stream().map(Fence::epoch).toArray())
                    .bind("millis", length.toMillis())
                    .mapTo(String.class)
                    .set());
            some.stream().filter(fence -> names.contains(fence.name())).forEach(renewed::add);
        }
        return renewed;
    }

    /** Gives the lease back; nothing happens when another holder has come. */
    public void release(Fence fence) {
        store.shared(handle -> handle.createUpdate(RELEASE)
                .bind("name", fence.name())
                .bind("epoch", fence.epoch())
                .execute());
    }

    /** Ends every lease. Only for a database of which it is certain that no other process works on it. */
    public void endAll() {
        store.shared(handle ->
                handle.execute("UPDATE lease SET expires_at = clock_timestamp() WHERE expires_at > clock_timestamp()"));
    }

    /** Forgets leases that ended long ago, at most 10,000. @return how many */
    public int prune(Duration ago) {
        return store.shared(handle ->
                handle.createUpdate("""
                        DELETE FROM lease WHERE name IN (
                            SELECT name FROM lease
                            WHERE expires_at < clock_timestamp() - :millis * interval '1 millisecond' LIMIT 10000)
                        """).bind("millis", ago.toMillis()).execute());
    }

    private static boolean update(Handle handle, String sql, Fence fence, Duration length) {
        return handle.createUpdate(sql)
                        .bind("name", fence.name())
                        .bind("epoch", fence.epoch())
                        .bind("millis", length.toMillis())
                        .execute()
                == 1;
    }
}
