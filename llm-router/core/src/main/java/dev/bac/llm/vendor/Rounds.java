package dev.bac.llm.vendor;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks after the calls that are under way: one thread goes round all of them some forty times a second. A thread a call,
 * with a timer to be set and taken back, cost a fifth of what the gateway does for a short call; most calls are over
 * before the first round.
 */
public final class Rounds {
    /** No limit that is watched is kept more exactly than this. */
    public static final Duration EVERY = Duration.ofMillis(25);

    private static final Rounds ALL = new Rounds();

    /** Something to be looked after. */
    @FunctionalInterface
    public interface Watched {
        /**
         * Looks whether it is time. Must not block.
         *
         * @param now as {@link System#nanoTime} has it
         */
        void look(long now);
    }

    private final Set<Watched> watched = ConcurrentHashMap.newKeySet();
    private final Thread thread =
            Thread.ofPlatform().daemon().name("llm-rounds").unstarted(this::goRound);
    private volatile boolean resting;

    private Rounds() {
        thread.start();
    }

    /** Looks after this from now on, until {@link #leave}. It is told apart by identity. */
    public static void watch(Watched one) {
        ALL.watched.add(one);
        if (ALL.resting) {
            LockSupport.unpark(ALL.thread);
        }
    }

    /** No more after this; one last look may be under way. */
    public static void leave(Watched one) {
        ALL.watched.remove(one);
    }

    private void goRound() {
        while (true) {
            if (watched.isEmpty()) {
                rest();
            } else {
                LockSupport.parkNanos(EVERY.toNanos());
                long now = System.nanoTime();
                watched.forEach(one -> one.look(now));
            }
        }
    }

    private void rest() {
        resting = true;
        if (watched.isEmpty()) {
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
        }
        resting = false;
    }
}
