package dev.bac.orchestrator.conversation;

import dev.bac.agents.Cancellation;
import dev.bac.identity.TenantId;
import dev.bac.orchestrator.run.RunProgress;
import dev.bac.orchestrator.run.RunWrites;
import dev.bac.store.Store;
import dev.bac.store.journal.FenceLost;
import dev.bac.store.journal.Leases;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs this node is at work on, each under a lease that a thread of its own keeps alive. A run whose lease is lost,
 * or that somebody on another node wants ended, is asked to end at the next sign of life.
 */
final class Holds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Holds.class);
    /** Runs of one tenant in one statement. */
    private static final int AT_ONCE = 1_000;

    private final Store store;
    private final Leases leases;
    private final RunProgress progress;
    private final String node;
    private final RunLimits limits;
    private final InstantSource clock;
    private final Waits waits;
    private final Semaphore room;
    private final ConcurrentMap<UUID, Hold> held = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    Holds(Store store, String node, RunLimits limits, InstantSource clock, Waits waits) {
        this.store = store;
        this.leases = new Leases(store);
        this.progress = new RunProgress(store);
        this.node = node;
        this.limits = limits;
        this.clock = clock;
        this.waits = waits;
        this.room = new Semaphore(limits.atOnce());
        Thread.ofVirtual().name("run-leases").start(this::beat);
    }

    /** False when this node has as much to do as it may. */
    boolean hasRoom() {
        return room.availablePermits() > 0;
    }

    /** Takes a run; empty when another node, or another thread of this one, has it, or there is no room. */
    Optional<Hold> take(TenantId tenant, UUID run, UUID conversation) {
        if (!room.tryAcquire()) {
            return Optional.empty();
        }
        Optional<Hold> taken = Optional.empty();
        try {
            taken = leases.take("run/" + run, node, limits.lease()).map(fence -> {
                var used = progress.used(tenant, run);
                var cancellation = new Cancellation();
                if (used.cancelAsked()) {
                    cancellation.ask();
                }
                Duration before = waits.of(run);
                return new Hold(
                        run,
                        conversation,
                        new RunWrites(store, tenant, fence),
                        cancellation,
                        used.worked(),
                        clock.instant(),
                        () -> waits.of(run).minus(before));
            });
            taken.ifPresent(hold -> held.put(run, hold));
            return taken;
        } finally {
            if (taken.isEmpty()) {
                room.release();
            }
        }
    }

    void release(Hold hold) {
        held.remove(hold.run(), hold);
        room.release();
        try {
            leases.release(hold.writes().fence());
        } catch (RuntimeException e) {
            LOG.info("a run's lease was not given back and ends by itself: run={}", hold.run());
        }
    }

    /** Ends the conversation's run, if it is here. */
    void cancel(UUID conversation) {
        held.values().stream()
                .filter(hold -> hold.conversation().equals(conversation))
                .forEach(hold -> hold.cancellation().ask());
    }

    /** Breaks off everything. */
    void cancelAll() {
        held.values().forEach(hold -> hold.cancellation().ask());
    }

    private void beat() {
        try {
            while (!closed.await(limits.beat().toMillis(), TimeUnit.MILLISECONDS)) {
                keepAll();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A few statements however many runs there are; only those in the middle of a write are kept one by one. */
    private void keepAll() {
        var all = List.copyOf(held.values());
        try {
            var kept = leases.renewFree(
                    all.stream().map(hold -> hold.writes().fence()).toList(), limits.lease());
            all.stream().filter(hold -> !kept.contains(hold.writes().fence())).forEach(hold -> Thread.ofVirtual()
                    .start(() -> keep(hold)));
            all.stream()
                    .filter(hold -> kept.contains(hold.writes().fence()))
                    .collect(Collectors.groupingBy(hold -> hold.writes().tenant()))
                    .forEach(this::note);
        } catch (RuntimeException e) {
            LOG.warn(
                    "no sign of life could be given: runs={} kind={}",
                    all.size(),
                    e.getClass().getSimpleName());
        }
    }

    /** Notes how long runs have worked, and hears which of them somebody wants ended. */
    private void note(TenantId tenant, List<Hold> kept) {
        for (int from = 0; from < kept.size(); from += AT_ONCE) {
            var some = kept.subList(from, Math.min(from + AT_ONCE, kept.size()));
            var times = some.stream()
                    .map(hold -> hold.worked(clock.instant()).toMillis())
                    .toList();
            var runs = some.stream().map(Hold::run).toList();
            var unwanted = store.write(tenant, tx -> progress.worked(tx, runs, times));
            some.stream().filter(hold -> unwanted.contains(hold.run())).forEach(hold -> hold.cancellation()
                    .ask());
        }
    }

    private void keep(Hold hold) {
        try {
            Duration worked = hold.worked(clock.instant());
            boolean ours = leases.renew(hold.writes().fence(), limits.lease());
            if (!ours || hold.writes().write(tx -> progress.worked(tx, hold.run(), worked))) {
                hold.cancellation().ask();
            }
        } catch (FenceLost taken) {
            hold.cancellation().ask();
        } catch (RuntimeException e) {
            LOG.warn(
                    "no sign of life could be given: run={} kind={}",
                    hold.run(),
                    e.getClass().getSimpleName());
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
