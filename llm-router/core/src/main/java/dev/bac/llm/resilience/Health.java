package dev.bac.llm.resilience;

import dev.bac.llm.ModelException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a model at a provider stands, with one of its keys.
 *
 * @param key its place among the provider's keys, from 1
 * @param standing whether requests go there
 * @param until when the next request may try; empty unless it is left alone
 * @param why what it did last that spoke against it
 * @param slow its first words come much later than usual, so others are asked before it
 * @param firstWord the usual time to the first word; empty until enough were seen
 * @param bound calls that may be at work at once
 * @param retries calls made again
 * @param hedges calls made beside another model's that was late
 */
public record Health(
        String provider,
        String model,
        int key,
        Standing standing,
        Optional<Instant> until,
        Kind why,
        boolean slow,
        Optional<Duration> firstWord,
        int bound,
        int atWork,
        int waiting,
        long calls,
        long failures,
        long retries,
        long hedges) {

    /** Whether requests go to a model. */
    public enum Standing {
        OPEN_TO_ALL,
        LEFT_ALONE,
        ON_TRIAL
    }

    static Health of(Lane lane, int key) {
        Breaker.State state = lane.keys().get(key).state();
        var load = lane.limit().load();
        return new Health(
                lane.provider(),
                lane.model(),
                key + 1,
                switch (state.position()) {
                    case CLOSED -> Standing.OPEN_TO_ALL;
                    case OPEN -> Standing.LEFT_ALONE;
                    case PROBING -> Standing.ON_TRIAL;
                },
                state.until(),
                state.why(),
                lane.slowness().state().position() != Breaker.Position.CLOSED,
                lane.firstWord().percentile(50),
                load.bound(),
                load.atWork(),
                load.waiting(),
                lane.asked.sum(),
                lane.failures.sum(),
                lane.askedAgain.sum(),
                lane.hedges.sum());
    }
}
