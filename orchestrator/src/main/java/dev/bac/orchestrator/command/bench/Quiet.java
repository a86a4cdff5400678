package dev.bac.orchestrator.command.bench;

import java.time.Duration;
import java.util.function.Supplier;

/** What an instance does for itself after a start, such as reading all tools' texts, is over before it is measured. */
final class Quiet {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Duration IDLE = Duration.ofMillis(200);

    private Quiet() {}

    /** Of this process and what it has started. */
    static void await() throws InterruptedException {
        await(() -> ProcessorTime.of(ProcessHandle.current()));
    }

    /** @param worked so far */
    static void await(Supplier<ProcessorTime> worked) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Duration lately;
        do {
            var before = worked.get();
            Thread.sleep(LOOK);
            lately = worked.get().since(before);
        } while (lately.compareTo(IDLE) > 0 && System.nanoTime() < end);
    }
}
