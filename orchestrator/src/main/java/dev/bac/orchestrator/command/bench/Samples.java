package dev.bac.orchestrator.command.bench;

import java.util.Arrays;

/** Durations of the same work, in nanoseconds. */
final class Samples {
    private final long[] nanos;
    private int size;

    Samples(int most) {
        nanos = new long[most];
    }

    /** Runs the work, and keeps how long it took. */
    void time(Runnable work) {
        long begin = System.nanoTime();
        work.run();
        nanos[size++] = System.nanoTime() - begin;
    }

    void add(long taken) {
        nanos[size++] = taken;
    }

    double milliseconds(int percentile) {
        if (size == 0) {
            return 0;
        }
        long[] sorted = Arrays.copyOf(nanos, size);
        Arrays.sort(sorted);
        return sorted[Math.min(size - 1, size * percentile / 100)] / 1e6;
    }

    void print(String what) {
        System.out.printf("%-44s p50 %9.2f ms   p95 %9.2f ms   n=%d%n", what, milliseconds(50), milliseconds(95), size);
    }
}
