package dev.bac.llm.resilience;

import dev.bac.llm.FailureClass;
import dev.bac.llm.ModelException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Keeps requests from a model that fails. Closed, it looks back at the last calls; open, it lets nobody through until its
 * time has passed; then one probe at a time decides. What a call says that began before the last change is not heard.
 */
final class Breaker {
    /** Longer than this no vendor's wish is followed without asking again. */
    private static final Duration LONGEST_WISH = Duration.ofHours(1);

    private static final int MOST_DOUBLINGS = 10;

    /** Whether calls pass. */
    enum Position {
        CLOSED,
        OPEN,
        PROBING
    }

    /** The right to make one call; each is given back once. */
    record Pass(int generation) {}

    /** @param until when the next call may pass; empty when it may now */
    record State(Position position, Optional<Instant> until, Kind why) {}

    private final ResilienceSettings.Trip limits;
    private final InstantSource clock;
    private final boolean[] failed;
    private int calls;
    private int generation;
    private Position position = Position.CLOSED;
    private Instant until = Instant.EPOCH;
    private Kind why = Kind.TRANSIENT;
    private int openings;
    private boolean probing;

    Breaker(ResilienceSettings.Trip limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
        this.failed = new boolean[limits.window()];
    }

    /** Empty while nobody may pass. */
    synchronized Optional<Pass> enter() {
        if (position == Position.OPEN && !clock.instant().isBefore(until)) {
            move(Position.PROBING);
        }
        if (position == Position.OPEN || (position == Position.PROBING && probing)) {
            return Optional.empty();
        }
        probing = position == Position.PROBING;
        return Optional.of(new Pass(generation));
    }

    synchronized void succeeded(Pass pass) {
        if (pass.generation == generation) {
            if (position == Position.PROBING) {
                openings = 0;
                move(Position.CLOSED);
            } else {
                count(false);
            }
        }
    }

    /** @param wish how long the vendor asked us to stay away */
    synchronized void failed(Pass pass, Kind kind, Optional<Duration> wish) {
        if (pass.generation != generation) {
            return;
        }
        FailureClass.Verdict verdict = FailureClass.verdict(kind);
        if (verdict == FailureClass.Verdict.SAYS_NOTHING) {
            probing = false;
            return;
        }
        why = kind;
        boolean asked = verdict == FailureClass.Verdict.TOO_MUCH && wish.isPresent();
        if (asked || verdict == FailureClass.Verdict.CLOSED_NOW || position == Position.PROBING) {
            open(wish);
        } else if (count(true)) {
            open(Optional.empty());
        }
    }

    /** The call ended without a word about the model. */
    synchronized void unjudged(Pass pass) {
        if (pass.generation == generation) {
            probing = false;
        }
    }

    synchronized State state() {
        boolean open = position == Position.OPEN && clock.instant().isBefore(until);
        return new State(
                position == Position.OPEN && !open ? Position.PROBING : position,
                open ? Optional.of(until) : Optional.empty(),
                why);
    }

    /** True when the last calls are bad enough. */
    private boolean count(boolean bad) {
        failed[calls % failed.length] = bad;
        calls++;
        int seen = Math.min(calls, failed.length);
        int bads = 0;
        for (int index = 0; index < seen; index++) {
            bads += failed[index] ? 1 : 0;
        }
        return seen >= limits.least() && bads * 100 >= limits.failedPercent() * seen;
    }

    private void open(Optional<Duration> wish) {
        Duration own = limits.open().multipliedBy(1L << Math.min(openings, MOST_DOUBLINGS));
        Duration ours = own.compareTo(limits.longest()) > 0 ? limits.longest() : own;
        Duration time = wish.map(asked -> asked.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : asked)
                .orElse(ours);
        openings++;
        until = clock.instant().plus(time);
        move(Position.OPEN);
    }

    private void move(Position to) {
        position = to;
        generation++;
        probing = false;
        calls = 0;
    }
}
