package dev.bac.llm.cache;

import dev.bac.llm.ModelException;
import dev.bac.llm.ModelException.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Of those who ask the same at the same time, one asks the model and the others wait for its answer. Nobody fails for
 * another's sake: when the one who asks gives up, the next who waits asks; when the model failed, each asks for itself.
 */
final class SingleFlight {
    private final ConcurrentMap<CacheKey, CompletableFuture<Landing>> flights = new ConcurrentHashMap<>();

    /** How a flight ended. */
    sealed interface Landing {
        /** With an answer that the others may have. */
        record Answered(KeptAnswer answer) implements Landing {}

        /** The one who asked left: another must ask. */
        record Abandoned() implements Landing {}

        /** With a failure or an answer that is no one else's: each asks for itself. */
        record Alone() implements Landing {}
    }

    /** What one of them is to do. */
    sealed interface Turn {
        /** Ask the model, and {@link #land} whatever happens. */
        record Lead(CompletableFuture<Landing> flight) implements Turn {}

        /** Take this answer, which another has just got. */
        record Take(KeptAnswer answer) implements Turn {}

        /** Ask the model for oneself. */
        record Alone() implements Turn {}
    }

    /**
     * Joins those who ask the same. Waits at most {@code patience}.
     *
     * @throws ModelException when the time is over, or this thread is interrupted
     */
    Turn join(CacheKey key, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            var mine = new CompletableFuture<Landing>();
            var other = flights.putIfAbsent(key, mine);
            if (other == null) {
                return new Turn.Lead(mine);
            }
            switch (landing(other, end)) {
                case Landing.Answered(KeptAnswer answer) -> {
                    return new Turn.Take(answer);
                }
                case Landing.Alone _ -> {
                    return new Turn.Alone();
                }
                case Landing.Abandoned _ -> {}
            }
        }
    }

    void land(CacheKey key, CompletableFuture<Landing> flight, Landing landing) {
        flights.remove(key, flight);
        flight.complete(landing);
    }

    private static Landing landing(CompletableFuture<Landing> flight, long end) {
        try {
            return flight.get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw new ModelException(Kind.TIMEOUT, "bac", "The answer took too long", Optional.empty());
        } catch (InterruptedException left) {
            Thread.currentThread().interrupt();
            throw new ModelException(Kind.CANCELLED, "bac", "The call was cancelled", left);
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("a flight lands and never fails", impossible);
        }
    }
}
