package dev.bac.llm.store.cache;

import dev.bac.identity.TenantId;
import dev.bac.llm.cache.CacheKey;
import dev.bac.llm.cache.Taught;
import dev.bac.llm.cache.TaughtLog;
import dev.bac.llm.store.RouterStore;
import dev.bac.store.LaterWrites;
import dev.bac.store.Tx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the cache by meaning learned, in PostgreSQL, of each tenant its own rows. Written in batches behind the requests: a
 * node that is killed loses the last half second of it.
 */
public final class PostgresTaughtLog implements TaughtLog, AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int ROOM = 2_000;

    /** Rows written between two clearings. */
    private static final int CLEAR_EVERY = 500;

    private final RouterStore store;
    private final Limits limits;
    private final InstantSource clock;
    private final AtomicLong written = new AtomicLong();
    private final LaterWrites<Row> writes;

    /**
     * How much is kept.
     *
     * @param age after which it is forgotten: models change, and with them what is right
     * @param rows most of a tenant
     */
    public record Limits(Duration age, int rows) {
        public static final Limits USUAL = new Limits(Duration.ofDays(7), 20_000);
    }

    /** A row to be. */
    record Row(CacheKey partition, Taught taught) {}

    /** Begins to write. */
    public PostgresTaughtLog(RouterStore store, Limits limits, InstantSource clock) {
        this.store = store;
        this.limits = limits;
        this.clock = clock;
        this.writes = new LaterWrites<>("taught", store.store(), PAUSE, ROOM, this::write);
    }

    @Override
    public void add(CacheKey partition, Taught taught) {
        if (TaughtRows.fits(taught)) {
            store.prepare(partition.tenant());
            writes.add(partition.tenant(), new Row(partition, taught));
        }
    }

    @Override
    public List<Kept> since(CacheKey partition, long number, int most) {
        var oldest = clock.instant().minus(limits.age());
        return store.read(partition.tenant(), tx -> TaughtRows.since(tx, partition.digest(), number, oldest, most));
    }

    /** Writes what is waiting. */
    public void flush() {
        writes.flush();
    }

    /** Forgets what is too old, and the oldest beyond the limit. */
    public void clear(TenantId tenant) {
        store.write(tenant, this::clear);
    }

    private void write(Tx tx, List<Row> some) {
        TaughtRows.insert(tx, some, clock.instant());
        long before = written.getAndAdd(some.size());
        if (before / CLEAR_EVERY != (before + some.size()) / CLEAR_EVERY) {
            clear(tx);
        }
    }

    private int clear(Tx tx) {
        return TaughtRows.clear(tx, clock.instant().minus(limits.age()), limits.rows());
    }

    @Override
    public void close() {
        writes.close();
    }
}
