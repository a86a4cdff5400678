package dev.bac.orchestrator.activation;

import dev.bac.store.journal.Fence;
import dev.bac.store.journal.Leases;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A lease that is prolonged, three times in its length, until it is closed; then it is given back. */
final class HeldLease implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HeldLease.class);

    private final Leases leases;
    private final Fence fence;
    private final Duration length;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread renewing;

    HeldLease(Leases leases, Fence fence, Duration length) {
        this.leases = leases;
        this.fence = fence;
        this.length = length;
        this.renewing = Thread.ofVirtual().start(this::renew);
    }

    private void renew() {
        try {
            while (!over.await(length.toMillis() / 3, TimeUnit.MILLISECONDS)) {
                prolong();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void prolong() {
        try {
            leases.renew(fence, length);
        } catch (RuntimeException e) {
            LOG.warn("a lease was not prolonged: {}", e.getClass().getSimpleName());
        }
    }

    /** @throws IllegalStateException when somebody else has it by now */
    void still() {
        if (!leases.renew(fence, length)) {
            throw new IllegalStateException("the lease was lost to another");
        }
    }

    /** Not before the last renewal has ended: it would hold what was given back. */
    @Override
    public void close() {
        over.countDown();
        try {
            renewing.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        leases.release(fence);
    }
}
