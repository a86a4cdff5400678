package dev.bac.orchestrator.command.bench;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.bac.orchestrator.command.instance.Failed;
import dev.bac.orchestrator.load.LoadProcess;
import dev.bac.orchestrator.load.LoadProcess.Target;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;

/**
 * Slow streams held open, a word a second each: what they cost in memory, and whether it stays. A stream is two open files
 * of this process, one towards the caller and one towards the vendor, who are processes of their own with one each.
 */
record HeldStreams(LoadProcess callers, int wanted, Duration time) {
    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final int LEAST_SAMPLES = 5;
    private static final Duration OPENING = Duration.ofMinutes(5);
    private static final int FILES_A_STREAM = 2;

    /** What this process has open besides, with room to spare: classes, PostgreSQL, logs. */
    private static final int OTHER_FILES = 120;

    void run(Target slow, long vendor) throws IOException, InterruptedException {
        int streams = Math.min(wanted, most());
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
        told("all begun", begun);
        long samples = Math.max(LEAST_SAMPLES, time.dividedBy(EVERY));
        for (int sample = 1; sample <= samples; sample++) {
            Thread.sleep(time.dividedBy(samples));
            told("held for " + time.dividedBy(samples).multipliedBy(sample).toSeconds() + " s", begun);
        }
        System.out.printf(
                Locale.ROOT, "vendor's process: %d MiB; files open here: %d%n", Benchmarks.resident(vendor), open());
    }

    /** How many streams the system's limit of open files allows. */
    private static int most() {
        long limit = files().getMaxFileDescriptorCount();
        long now = open();
        long most = Math.max(1, (limit - now - OTHER_FILES) / FILES_A_STREAM);
        System.out.printf(
                Locale.ROOT,
                "the limit is %d open files a process, %d of them in use; a stream takes %d here and one in the vendor's"
                        + " and the callers' processes each: %d streams can be held%n",
                limit,
                now,
                FILES_A_STREAM,
                most);
        return (int) Math.min(Integer.MAX_VALUE, most);
    }

    private static long open() {
        return files().getOpenFileDescriptorCount();
    }

    private static UnixOperatingSystemMXBean files() {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
            return unix;
        }
        throw new Failed("open files can be counted on Linux and macOS only");
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
