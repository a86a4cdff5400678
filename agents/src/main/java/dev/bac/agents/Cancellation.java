package dev.bac.agents;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A wish that a run ends. It breaks off every question to a model at once, by interrupting the threads that wait for the
 * answers, which closes the vendors' connections. A tool call is never broken off: nobody could tell whether it took
 * effect; the run ends after it.
 */
public final class Cancellation {
    private boolean asked;
    /** The threads that wait for a model, and whether each is shielded now. */
    private final Map<Thread, Boolean> waiting = new HashMap<>();

    /** Asks the run to end; once is for ever. */
    public synchronized void ask() {
        asked = true;
        waiting.keySet().forEach(this::interrupt);
    }

    public synchronized boolean asked() {
        return asked;
    }

    /** Does work that {@link #ask} may interrupt. The thread's interrupt flag is clear of it afterwards. */
    <T> T interruptibly(Supplier<T> work) {
        enter(Thread.currentThread());
        try {
            return work.get();
        } finally {
            leave(Thread.currentThread());
        }
    }

    /** Does a part of that work that must not be interrupted: it saves something. */
    void shielded(Runnable work) {
        boolean interrupted = Thread.interrupted();
        shield(Thread.currentThread(), true);
        try {
            work.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            shield(Thread.currentThread(), false);
        }
    }

    private synchronized void enter(Thread thread) {
        waiting.put(thread, false);
        interrupt(thread);
    }

    private synchronized void leave(Thread thread) {
        waiting.remove(thread);
        if (asked) {
            Thread.interrupted();
        }
    }

    private synchronized void shield(Thread thread, boolean on) {
        if (waiting.computeIfPresent(thread, (_, _) -> on) != null) {
            interrupt(thread);
        }
    }

    private void interrupt(Thread thread) {
        if (asked && Boolean.FALSE.equals(waiting.get(thread))) {
            thread.interrupt();
        }
    }
}
