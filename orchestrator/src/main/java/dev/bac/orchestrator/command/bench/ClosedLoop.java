package dev.bac.orchestrator.command.bench;

import dev.bac.orchestrator.command.instance.Failed;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Callers who each ask again as soon as they are answered. What the trials of one way and one number of callers took is
 * counted together.
 */
final class ClosedLoop {
    private static final int MOST = 2_000_000;

    private final Way way;
    private final int callers;
    private final long[] nanos = new long[MOST];
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicReference<@Nullable Exception> broken = new AtomicReference<>();
    private double seconds;

    ClosedLoop(Way way, int callers) {
        this.way = way;
        this.callers = callers;
    }

    /** A way to ask; each caller gets an asker of its own. */
    record Way(String name, Asking asking) {}

    interface Asking {
        Asker begin() throws Exception;
    }

    /** Asks once. */
    interface Asker extends AutoCloseable {
        /** @return false when the answer was not the wanted one */
        boolean ask() throws Exception;

        @Override
        default void close() throws IOException {}
    }

    /** Asks, and counts nothing. */
    void warmUp(Duration time) {
        trial(time);
        count.set(0);
        failed.set(0);
        seconds = 0;
    }

    void trial(Duration time) {
        long begin = System.nanoTime();
        long end = begin + time.toNanos();
        try (var threads = Executors.newFixedThreadPool(callers)) {
            for (int caller = 0; caller < callers; caller++) {
                threads.execute(() -> askUntil(end));
            }
        }
        if (broken.get() != null) {
            throw new Failed(way.name() + " cannot be measured", broken.get());
        }
        seconds += (System.nanoTime() - begin) / 1e9;
    }

    private void askUntil(long end) {
        try (var asker = way.asking().begin()) {
            while (System.nanoTime() < end && count.get() < MOST - callers) {
                long begin = System.nanoTime();
                if (!asker.ask()) {
                    failed.incrementAndGet();
                }
                nanos[count.getAndIncrement()] = System.nanoTime() - begin;
            }
        } catch (Exception e) {
            broken.set(e);
        }
    }

    double perSecond() {
        return count.get() / seconds;
    }

    double milliseconds(double percent) {
        int size = count.get();
        long[] sorted = Arrays.copyOf(nanos, size);
        Arrays.sort(sorted);
        return size == 0 ? Double.NaN : sorted[(int) Math.min(size - 1, size * percent / 100)] / 1e6;
    }

    void print() {
        System.out.printf(
                "%-44s c=%-2d %7.0f calls/s   p50 %8.3f ms   p99 %8.3f ms   n=%-7d failed %d%n",
                way.name(), callers, perSecond(), milliseconds(50), milliseconds(99), count.get(), failed.get());
    }
}
