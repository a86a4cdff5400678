package dev.bac.orchestrator.command;

import dev.bac.orchestrator.load.LoadProcess;
import dev.bac.orchestrator.load.LoadProcess.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

/** Slow streams held open, a word a second each: what they cost in memory, and whether it stays. */
record HeldStreams(LoadProcess callers, int streams, Duration time) {
    private static final int SAMPLES = 10;
    private static final Duration OPENING = Duration.ofMinutes(5);

    void run(Target slow, long vendor) throws IOException, InterruptedException {
        // The classes and connections of a stream.
        callers.streams(slow, 1, OPENING);
        told("baseline: one stream", 0);
        long begin = System.nanoTime();
        int begun = callers.streams(slow, streams, OPENING);
        System.out.printf(
                Locale.ROOT,
                "%d of %d streams have begun after %d s%n",
                begun,
                streams,
                Duration.ofNanos(System.nanoTime() - begin).toSeconds());
        for (int sample = 1; sample <= SAMPLES; sample++) {
            Thread.sleep(time.dividedBy(SAMPLES));
            told("held for " + time.dividedBy(SAMPLES).multipliedBy(sample).toSeconds() + " s", begun);
        }
        System.out.printf(Locale.ROOT, "vendor's process: %d MiB%n", Benchmarks.resident(vendor));
    }

    /** The heap after a collection, since garbage is no memory that a stream holds. */
    private static void told(String when, int held) throws IOException {
        System.gc();
        var memory = Runtime.getRuntime();
        long heap = memory.totalMemory() - memory.freeMemory();
        System.out.printf(
                Locale.ROOT,
                "%-24s heap %5d MiB  resident %5d MiB%s%n",
                when,
                heap >> 20,
                Benchmarks.resident(ProcessHandle.current().pid()),
                held == 0 ? "" : String.format(Locale.ROOT, "  heap a stream: %.1f KiB", heap / 1024.0 / held));
    }
}
