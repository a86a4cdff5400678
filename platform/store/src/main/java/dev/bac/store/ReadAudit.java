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
 * Records reads in batches: a commit for each read would cost more than the read. What is waiting when the process is
 * killed is lost, at most one pause's worth; a write's entry never is, for it is part of the write.
 */
public final class ReadAudit implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReadAudit.class);
    private static final int BATCH = 500;

    private final Store store;
    private final Duration pause;
    private final BlockingQueue<Read> waiting;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;

    private record Read(TenantId tenant, AuditEntry entry) {}

    /**
     * @param pause between two batches
     * @param room how many may wait; beyond that the reader writes its entry itself
     */
    public ReadAudit(Store store, Duration pause, int room) {
        this.store = store;
        this.pause = pause;
        this.waiting = new ArrayBlockingQueue<>(room);
        this.thread = Thread.ofVirtual().name("read-audit-" + store.schema()).start(this::run);
    }

    public void record(TenantId tenant, AuditEntry entry) {
        if (stopped.getCount() == 0 || !waiting.offer(new Read(tenant, entry))) {
            attempt(tenant, List.of(entry));
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
        List<Read> batch = new ArrayList<>();
        while (waiting.drainTo(batch, BATCH) > 0) {
            Map<TenantId, List<AuditEntry>> byTenant = new LinkedHashMap<>();
            batch.forEach(read -> byTenant.computeIfAbsent(read.tenant(), _ -> new ArrayList<>())
                    .add(read.entry()));
            byTenant.forEach(this::attempt);
            batch.clear();
        }
    }

    private void attempt(TenantId tenant, List<AuditEntry> entries) {
        try {
            store.write(tenant, tx -> {
                Audit.write(tx, entries);
                return entries.size();
            });
        } catch (StoreException.UnknownTenant e) {
            LOG.debug("calls of a tenant that is not here are not audited here");
        } catch (RuntimeException e) {
            LOG.error("{} reads of schema {} are not in the audit", entries.size(), store.schema(), e);
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
