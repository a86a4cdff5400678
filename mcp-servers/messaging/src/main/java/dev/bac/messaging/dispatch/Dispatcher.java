package dev.bac.messaging.dispatch;

import dev.bac.identity.TenantId;
import dev.bac.messaging.address.MessageChannel;
import dev.bac.messaging.vendor.Vendors;
import dev.bac.store.Store;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Submits queued messages to their vendors, many at once, outside any transaction: messages are taken in one
 * transaction with the name of the provider that gets them, handed over, and settled in another. Dying in between leaves
 * them taken; {@link Reconciling} finds out what became of them or parks them. Any number of dispatchers may run on one
 * store. The host runs this on a virtual thread and closes it at the end.
 */
public final class Dispatcher implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final long TIDY_MILLIS = 1_000;

    private final Vendors vendors;
    private final Supplier<List<TenantId>> tenants;
    private final DispatchLimits limits;
    private final Submitting submitting;
    private final Reconciling reconciling;
    private final Semaphore wake = new Semaphore(0);
    private final List<Thread> lanes = new ArrayList<>();
    private volatile boolean closed;

    /** @param tenants those that may send; asked in every round */
    public Dispatcher(
            Store store,
            Vendors vendors,
            Supplier<List<TenantId>> tenants,
            DispatchLimits limits,
            Callbacks callbacks,
            InstantSource clock) {
        this.vendors = vendors;
        this.tenants = tenants;
        this.limits = limits;
        this.submitting = new Submitting(store, vendors, limits, callbacks, clock);
        this.reconciling = new Reconciling(store, vendors, limits);
    }

    /** Rounds until {@link #close}; a failing round is logged and followed by a pause. */
    @Override
    public void run() {
        for (int lane = 0; lane < limits.lanes(); lane++) {
            int number = lane;
            lanes.add(Thread.ofVirtual().name("messages-" + lane).start(() -> lane(number)));
        }
        while (!closed) {
            guarded(() -> {
                reconciling.round(tenants.get());
                return 0;
            });
            try {
                Thread.sleep(TIDY_MILLIS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void lane(int number) {
        while (!closed) {
            if (guarded(() -> submitted(number)) == 0 && !pause()) {
                return;
            }
        }
    }

    private static int guarded(Supplier<Integer> round) {
        try {
            return round.get();
        } catch (RuntimeException e) {
            LOG.warn("a round of dispatching messages failed: {}", e.toString());
            return 0;
        }
    }

    /** One round over all tenants; answers how many messages were taken. */
    public int round() {
        reconciling.round(tenants.get());
        return submitted(0);
    }

    private int submitted(int start) {
        var all = tenants.get();
        int taken = 0;
        for (int i = 0; i < all.size() && !closed; i++) {
            var tenant = all.get((i + start) % all.size());
            for (MessageChannel channel : vendors.channels()) {
                taken += submitting.some(tenant, channel);
            }
        }
        return taken;
    }

    /** There may be something to send at once. */
    public void wake() {
        if (wake.availablePermits() < limits.lanes()) {
            wake.release();
        }
    }

    /** How providers stand, as this node has seen them. */
    public ProviderBoard board() {
        return submitting.board();
    }

    private boolean pause() {
        try {
            if (wake.tryAcquire(limits.pause().toMillis(), TimeUnit.MILLISECONDS)) {
                wake.drainPermits();
            }
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Takes no further message; those that are being submitted are finished first. */
    @Override
    public void close() {
        closed = true;
        for (Thread lane : List.copyOf(lanes)) {
            wake.release(limits.lanes());
            try {
                lane.join(limits.lease());
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
