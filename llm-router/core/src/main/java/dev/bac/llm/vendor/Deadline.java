package dev.bac.llm.vendor;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Ends a blocking call after its time, or when its vendor has said nothing for too long, by interrupting the thread that
 * opened it. A socket's own timeout is one between two packets, so a stream that drips might hold the caller for ever.
 */
public final class Deadline implements AutoCloseable, Rounds.Watched {
    private final Thread caller = Thread.currentThread();
    private final long begin = System.nanoTime();
    private final long end;
    private @Nullable Silence allowed;
    private volatile long lastHeard = begin;
    private volatile boolean heard;
    private boolean closed;
    private @Nullable Duration silent;
    private boolean fired;
    private Runnable abort = () -> {};

    public Deadline(Duration limit) {
        this.end = begin + limit.toNanos();
        Rounds.watch(this);
    }

    @Override
    public synchronized void look(long now) {
        if (!closed && caller.isInterrupted()) {
            // A virtual thread has noticed by itself; the socket of any other does not.
            abort.run();
        }
        if (!closed && !fired && (now >= end || now >= quietUntil())) {
            fire(now);
        }
    }

    private void fire(long now) {
        fired = true;
        silent = now < end ? Duration.ofNanos(now - lastHeard) : null;
        caller.interrupt();
    }

    private long quietUntil() {
        Silence limits = allowed;
        return limits == null ? end : lastHeard + (heard ? limits.between() : limits.first()).toNanos();
    }

    /**
     * From now on silence counts.
     *
     * @param onInterrupt breaks the call off when its thread is interrupted; may be run more than once
     */
    synchronized void listen(Silence limits, Runnable onInterrupt) {
        abort = onInterrupt;
        allowed = limits;
        lastHeard = System.nanoTime();
    }

    /** The vendor said something. */
    void heard() {
        lastHeard = System.nanoTime();
        heard = true;
    }

    /** Time left, at least a millisecond. */
    public Duration left() {
        return Duration.ofNanos(Math.max(1_000_000L, end - System.nanoTime()));
    }

    public synchronized boolean passed() {
        return fired;
    }

    /** How long nothing had been said, when that is what ended the call. */
    synchronized Optional<Duration> silent() {
        return Optional.ofNullable(silent);
    }

    /** Leaves the caller's interrupt flag as it would be without this deadline. */
    @Override
    public synchronized void close() {
        closed = true;
        Rounds.leave(this);
        if (fired) {
            Thread.interrupted();
        }
    }
}
