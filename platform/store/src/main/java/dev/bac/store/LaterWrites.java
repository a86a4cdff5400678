package dev.bac.store;

import dev.bac.identity.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes rows in batches, beside those whose work they tell about: a commit for each read or each model's answer would
 * cost more than the thing itself. What is waiting when the process is killed is lost, at most one pause's worth; so only
 * for rows that no change depends on.
 *
 * @param <T> what becomes a row
 */
public final class LaterWrites<T> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LaterWrites.class);
    private static final int BATCH = 500;

    private final String name;
    private final Store store;
    private final Duration pause;
    private final Rows<T> rows;
    private final BlockingQueue<Waiting<T>> waiting;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;

    private record Waiting<T>(TenantId tenant, T row) {}

    /** Writes some rows of one tenant, at most 500, in their order. */
    @FunctionalInterface
    public interface Rows<T> {
        void write(Tx tx, List<T> some);
    }

    /**
     * @param name of the thread, and of the rows where one is missing from the log
     * @param pause between two batches
     * @param room how many may wait; beyond that whoever brings one writes it, so that none is dropped
     */
    public LaterWrites(String name, Store store, Duration pause, int room, Rows<T> rows) {
        this.name = name;
        this.store = store;
        this.pause = pause;
        this.rows = rows;
        this.waiting = new ArrayBlockingQueue<>(room);
        this.thread = Thread.ofVirtual().name(name + "-" + store.schema()).start(this::run);
    }

    /** Has a row written soon; at once when there is no room, or after {@link #close}. */
    public void add(TenantId tenant, T row) {
        if (!waiting.offer(new Waiting<>(tenant, row))) {
            attempt(tenant, List.of(row));
        } else if (stopped.getCount() == 0) {
            flush();
        }
    }

    private void run() {
        try {
            while (!stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes what is waiting. */
    public synchronized void flush() {
        List<Waiting<T>> batch = new ArrayList<>();
        while (waiting.drainTo(batch, BATCH) > 0) {
            Map<TenantId, List<T>> byTenant = new LinkedHashMap<>();
            batch.forEach(one -> byTenant.computeIfAbsent(one.tenant(), _ -> new ArrayList<>())
                    .add(one.row()));
            byTenant.forEach(this::attempt);
            batch.clear();
        }
    }

    private void attempt(TenantId tenant, List<T> some) {
        try {
            store.write(tenant, tx -> {
                rows.write(tx, some);
                return some.size();
            });
        } catch (StoreException.UnknownTenant e) {
            LOG.debug("{} of a tenant that is not here are not kept here", name);
        } catch (RuntimeException e) {
            LOG.error("{} rows of {} in schema {} were not written", some.size(), name, store.schema(), e);
        }
    }

    /** Writes what is waiting, and from then on each at once. */
    @Override
    public void close() {
        // Not by an interrupt: that would close the connection under a batch that is being written.
        stopped.countDown();
        try {
            thread.join(pause.plusSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        flush();
    }
}
