package dev.bac.llm.resilience;

import dev.bac.llm.ModelException.Kind;
import dev.bac.llm.vendor.Rounds;
import java.time.Duration;
import java.util.Optional;

/**
 * Waits for the first word of one call. When it is much later than usual, the model counts as slow at once, so that the
 * next requests go elsewhere; when it is later still, this call is given up too, by interrupting the thread that began it.
 * Only where another vendor can answer, and only once the usual time is known.
 */
final class FirstWordWatch implements AutoCloseable, Rounds.Watched {
    /** A slow call is given up after as many times the time that made it slow. */
    private static final int GIVE_UP = 3;

    private final Thread caller = Thread.currentThread();
    private final long begin = System.nanoTime();
    private final Breaker slowness;
    private final Breaker.Pass pass;
    private final Optional<Duration> slow;
    private final boolean mayGiveUp;
    private boolean judged;
    private boolean over;
    private boolean gaveUp;

    /** @param mayGiveUp false: the call goes on however long it takes */
    FirstWordWatch(Lane lane, Breaker.Pass pass, boolean mayGiveUp) {
        this.slowness = lane.slowness();
        this.pass = pass;
        this.slow = lane.slowAfter();
        this.mayGiveUp = mayGiveUp;
        if (slow.isPresent()) {
            Rounds.watch(this);
        }
    }

    @Override
    public void look(long now) {
        long after = slow.orElseThrow().toNanos();
        if (now - begin >= after) {
            judge(true);
        }
        if (mayGiveUp && now - begin >= GIVE_UP * after) {
            giveUp();
        }
    }

    private synchronized void giveUp() {
        if (!over) {
            over = true;
            gaveUp = true;
            caller.interrupt();
        }
    }

    private synchronized void judge(boolean late) {
        if (!judged) {
            judged = true;
            if (late) {
                slowness.failed(pass, Kind.STALLED, Optional.empty());
            } else {
                slowness.succeeded(pass);
            }
        }
    }

    /** The first word came. */
    void spoke() {
        end(false);
    }

    /** Another that was asked later spoke first. */
    void lost() {
        end(true);
    }

    private void end(boolean late) {
        synchronized (this) {
            over = true;
        }
        judge(late);
        stop();
    }

    synchronized boolean gaveUp() {
        return gaveUp;
    }

    Duration waited() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private void stop() {
        if (slow.isPresent()) {
            Rounds.leave(this);
        }
    }

    /** Leaves the caller's interrupt flag as it would be without this watch. */
    @Override
    public void close() {
        stop();
        synchronized (this) {
            over = true;
            if (gaveUp) {
                Thread.interrupted();
            }
            if (!judged) {
                judged = true;
                slowness.unjudged(pass);
            }
        }
    }
}
