package dev.bac.agents;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A wish that a run ends. It breaks off a question to a model at once, by interrupting the thread that waits for the
 * answer, which closes the vendor's connection. A tool call is never broken off: nobody could tell whether it took
 * effect; the run ends after it.
 */
public final class Cancellation {
    private boolean asked;
    private boolean shielded;
    private @Nullable Thread waiting;

    /** Asks the run to end; once is for ever. */
    public synchronized void ask() {
        asked = true;
        interrupt();
    }

    public synchronized boolean asked() {
        return asked;
    }

    /** Does work that {@link #ask} may interrupt. The thread's interrupt flag is clear of it afterwards. */
    <T> T interruptibly(Supplier<T> work) {
        enter();
        try {
            return work.get();
        } finally {
            leave();
        }
    }

    /** Does a part of that work that must not be interrupted: it saves something. */
    void shielded(Runnable work) {
        boolean interrupted = Thread.interrupted();
        shield(true);
        try {
            work.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            shield(false);
        }
    }

    private synchronized void enter() {
        waiting = Thread.currentThread();
        interrupt();
    }

    private synchronized void leave() {
        waiting = null;
        if (asked) {
            Thread.interrupted();
        }
    }

    private synchronized void shield(boolean on) {
        shielded = on;
        interrupt();
    }

    private void interrupt() {
        if (asked && !shielded && waiting != null) {
            waiting.interrupt();
        }
    }
}
