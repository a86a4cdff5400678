package dev.bac.orchestrator.answers;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Of the runs of this node that answer the same question, one works and the others wait until it has: they then find its
 * answer. Nobody waits for ever, and who waited in vain works too.
 */
final class Turns {
    private static final Duration LOOK = Duration.ofMillis(100);

    private final ConcurrentMap<String, CountDownLatch> taken = new ConcurrentHashMap<>();
    private final Duration patience;

    /** @param patience longest wait for another run */
    Turns(Duration patience) {
        this.patience = patience;
    }

    /**
     * Waits for the turn.
     *
     * @param leaves true when the run is to end
     */
    Turn take(String key, BooleanSupplier leaves) {
        var mine = new CountDownLatch(1);
        long end = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < end && !leaves.getAsBoolean()) {
            var other = taken.putIfAbsent(key, mine);
            if (other == null) {
                return () -> {
                    taken.remove(key, mine);
                    mine.countDown();
                };
            }
            try {
                boolean _ = other.await(LOOK.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return Turn.FREE;
            }
        }
        return Turn.FREE;
    }
}
