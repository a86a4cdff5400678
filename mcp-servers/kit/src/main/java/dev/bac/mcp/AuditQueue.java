package dev.bac.mcp;

import dev.bac.identity.TenantId;
import dev.bac.store.Audit;
import dev.bac.store.AuditEntry;
import dev.bac.store.Store;
import dev.bac.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the audit rows of calls that changed nothing, many to a transaction. A full queue makes callers wait for the
 * database rather than lose a row; a crash may lose the last {@link #PAUSE}.
 */
final class AuditQueue implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AuditQueue.class);
    private static final int CAPACITY = 10_000;
    private static final int BATCH = 500;
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Store store;
    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final Thread writer;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile boolean closed;

    private record Waiting(TenantId tenant, AuditEntry entry) {}

    AuditQueue(Store store) {
        this.store = store;
        this.writer = Thread.ofVirtual().name("audit-" + store.schema()).start(this::writeUntilClosed);
    }

    void add(TenantId tenant, AuditEntry entry) {
        var waiting = new Waiting(tenant, entry);
        if (closed || !queue.offer(waiting)) {
            write(List.of(waiting));
        }
    }

    /** Writes what is waiting. */
    void flush() {
        var batch = new ArrayList<Waiting>(BATCH);
        while (queue.drainTo(batch, BATCH) > 0) {
            write(batch);
            batch.clear();
        }
    }

    private void writeUntilClosed() {
        while (!closed) {
            try {
                var _ = closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                return;
            }
            flush();
        }
    }

    private void write(List<Waiting> batch) {
        var byTenant = new LinkedHashMap<TenantId, List<AuditEntry>>();
        batch.forEach(waiting -> byTenant.computeIfAbsent(waiting.tenant(), _ -> new ArrayList<>())
                .add(waiting.entry()));
        byTenant.forEach((tenant, entries) -> {
            try {
                store.<Boolean>write(tenant, tx -> {
                    entries.forEach(entry -> Audit.write(tx, entry));
                    return true;
                });
            } catch (StoreException.UnknownTenant e) {
                LOG.debug("calls of a tenant that is not here are not audited here");
            } catch (RuntimeException e) {
                LOG.error("{} audit rows of schema {} were not written", entries.size(), store.schema(), e);
            }
        });
    }

    @Override
    public void close() {
        closed = true;
        // Not by an interrupt: that would close the connection under a batch that is being written.
        closing.countDown();
        try {
            writer.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        flush();
    }
}
