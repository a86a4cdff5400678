package dev.bac.llm.vendor;

import java.time.Duration;

/**
 * Ends a blocking call after its time, by interrupting the thread that opened it. {@code HttpClient} promises its own
 * timeout for the time to the headers only, so a stream that stalls might hold the caller for ever.
 */
public final class Deadline implements AutoCloseable {
    private final Thread caller = Thread.currentThread();
    private final long end;
    private final Thread watch;
    private boolean closed;
    private boolean fired;

    public Deadline(Duration limit) {
        this.end = System.nanoTime() + limit.toNanos();
        this.watch = Thread.ofVirtual().name("llm-deadline").start(this::watch);
    }

    private void watch() {
        try {
            Thread.sleep(left());
            fire();
        } catch (InterruptedException closing) {
            // close() ended the watch: the call came back in time.
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void fire() {
        if (!closed) {
            fired = true;
            caller.interrupt();
        }
    }

    /** Time left, at least a millisecond. */
    public Duration left() {
        return Duration.ofNanos(Math.max(1_000_000L, end - System.nanoTime()));
    }

    public synchronized boolean passed() {
        return fired;
    }

    /** Leaves the caller's interrupt flag as it would be without this deadline. */
    @Override
    public synchronized void close() {
        closed = true;
        watch.interrupt();
        if (fired) {
            Thread.interrupted();
        }
    }
}
