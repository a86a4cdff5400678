package dev.bac.llm.resilience;

import dev.bac.llm.ModelException;
import dev.bac.llm.ModelException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Calls at work at once. It begins without a bound worth the name; each time the vendor says that it is too much, the
 * bound becomes seven tenths of what is at work, at most once a second, and every answer while the bound is in use lifts it
 * by one over itself: additive up, multiplicative down, as TCP does (RFC 5681). Who finds no place waits in line.
 */
final class AdaptiveLimit {
    private static final double DOWN = 0.7;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final ResilienceSettings.Load limits;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition place = lock.newCondition();
    private double bound;
    private int atWork;
    private int waiting;
    private Instant lowered = Instant.MIN;

    AdaptiveLimit(ResilienceSettings.Load limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
        this.bound = limits.most();
    }

    /**
     * Waits for a place; who gets one gives it back by {@link #leave()}.
     *
     * @throws ModelException {@code OVERLOADED} when the line is full or too slow
     */
    void enter(String provider, Duration patience) {
        lock.lock();
        try {
            if (waiting > 0 || atWork >= (int) bound) {
                queue(provider, patience.compareTo(limits.patience()) < 0 ? patience : limits.patience());
            }
            atWork++;
        } finally {
            lock.unlock();
        }
    }

    private void queue(String provider, Duration patience) {
        if (waiting >= limits.queue()) {
            throw full(provider);
        }
        waiting++;
        try {
            long left = patience.toNanos();
            do {
                left = place.awaitNanos(left);
            } while (left > 0 && atWork >= (int) bound);
            if (atWork >= (int) bound) {
                // It may have been given the sign that a place is free.
                place.signal();
                throw full(provider);
            }
        } catch (InterruptedException stopped) {
            place.signal();
            Thread.currentThread().interrupt();
            throw new ModelException(Kind.CANCELLED, provider, "The call was cancelled", stopped);
        } finally {
            waiting--;
        }
    }

    private ModelException full(String provider) {
        String what = "%s: %d calls are at work and %d wait; it takes no more at once for now"
                .formatted(provider, atWork, waiting);
        return new ModelException(Kind.OVERLOADED, provider, what, Optional.empty());
    }

    void leave() {
        lock.lock();
        try {
            atWork--;
            place.signal();
        } finally {
            lock.unlock();
        }
    }

    void answered() {
        lock.lock();
        try {
            if (atWork * 2 >= (int) bound && bound < limits.most()) {
                bound = Math.min(limits.most(), bound + 1 / bound);
                place.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    void tooMuch() {
        lock.lock();
        try {
            if (!clock.instant().isBefore(lowered)) {
                bound = Math.max(1, Math.min(bound, atWork) * DOWN);
                lowered = clock.instant().plus(PAUSE);
            }
        } finally {
            lock.unlock();
        }
    }

    /** @return the bound, calls at work, and how many wait */
    Load load() {
        lock.lock();
        try {
            return new Load((int) bound, atWork, waiting);
        } finally {
            lock.unlock();
        }
    }

    record Load(int bound, int atWork, int waiting) {}
}
