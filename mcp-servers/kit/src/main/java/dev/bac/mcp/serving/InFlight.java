package dev.bac.mcp.serving;

import org.jspecify.annotations.Nullable;

/** A request from when it is read until it is answered. It can be cancelled in all that time, also before its work began. */
final class InFlight {
    private @Nullable Thread thread;
    private boolean cancelled;

    /** The work begins in this thread. @return false when it was cancelled before */
    synchronized boolean begin() {
        thread = Thread.currentThread();
        return !cancelled;
    }

    synchronized void cancel() {
        cancelled = true;
        if (thread != null) {
            thread.interrupt();
        }
    }

    /** The work is done; cancelling it later is no matter to the thread. */
    synchronized void end() {
        thread = null;
    }
}
