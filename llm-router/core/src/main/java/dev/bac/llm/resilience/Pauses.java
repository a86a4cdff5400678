package dev.bac.llm.resilience;

import dev.bac.llm.ModelException;
import dev.bac.llm.ModelException.Kind;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before asking again: a random part of a time that doubles ("full jitter", AWS Architecture Blog, 2015). */
final class Pauses {
    private static final int MOST_DOUBLINGS = 16;

    private final ResilienceSettings.Retry limits;
    private final RandomGenerator random;
    private final Sleeper sleeper;

    Pauses(ResilienceSettings.Retry limits, RandomGenerator random, Sleeper sleeper) {
        this.limits = limits;
        this.random = random;
        this.sleeper = sleeper;
    }

    /**
     * Before the round after this one.
     *
     * @param failure the vendor's wish counts more than ours
     */
    Duration after(int round, ModelException failure) {
        return failure.retryAfter().orElseGet(() -> jitter(round));
    }

    private Duration jitter(int round) {
        long full = limits.firstWait().toMillis() << Math.min(round - 1, MOST_DOUBLINGS);
        return Duration.ofMillis(random.nextLong(Math.min(limits.longestWait().toMillis(), full) + 1));
    }

    boolean tooLong(Duration wait) {
        return wait.compareTo(limits.longestWait()) > 0;
    }

    int rounds() {
        return limits.attempts();
    }

    void sleep(Duration time) {
        try {
            sleeper.sleep(time);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new ModelException(Kind.CANCELLED, "bac", "The call was cancelled", stopped);
        }
    }
}
