package dev.bac.store;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chains the audit and deletes what has served its time, in a thread of its own. Any number of nodes may run it: the
 * database lets one at a time through.
 */
public final class Upkeep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final int ROUNDS = 100;

    private final Supplier<List<Store>> stores;
    private final UpkeepLimits limits;
    private final InstantSource clock;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;

    Upkeep(Supplier<List<Store>> stores, UpkeepLimits limits, InstantSource clock) {
        this.stores = stores;
        this.limits = limits;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("store-upkeep").start(this::run);
    }

    private void run() {
        Instant nextPrune = clock.instant();
        try {
            do {
                boolean prune = !clock.instant().isBefore(nextPrune);
                for (Store store : stores.get()) {
                    keep(store, prune);
                }
                nextPrune = prune ? clock.instant().plus(limits.pruneEvery()) : nextPrune;
            } while (!stopped.await(limits.chainEvery().toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void keep(Store store, boolean prune) {
        try {
            for (int round = 0; round < ROUNDS && store.auditChain().extend() > 0; round++) {
                LOG.trace("chained a batch of {}", store.schema());
            }
            if (prune) {
                Instant now = clock.instant();
                store.pruning().keys(now.minus(limits.keepKeys()), limits.batch());
                store.pruning().events(now.minus(limits.keepEvents()), limits.batch());
                if (store.notesChanges()) {
                    store.pruning().changes(limits.batch());
                }
            }
        } catch (RuntimeException e) {
            if (stopped.getCount() > 0) {
                LOG.warn("upkeep of {} failed and will be tried again: {}", store.schema(), e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        stopped.countDown();
        try {
            thread.join(limits.chainEvery().plusSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
