package dev.bac.llm.resilience;

import dev.bac.llm.vendor.Silence;
import java.time.Duration;

/**
 * Limits of what is done about failing vendors.
 *
 * @param silence how long a vendor may say nothing
 */
public record ResilienceSettings(Retry retry, Trip breaker, Silence silence, Hedge hedge, Load load) {

    public static final ResilienceSettings USUAL = new ResilienceSettings(
            new Retry(3, Duration.ofMillis(400), Duration.ofSeconds(8), 20),
            new Trip(20, 5, 50, Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofSeconds(2), 8),
            Silence.USUAL,
            new Hedge(0, 95),
            new Load(20_000, 1_000, Duration.ofSeconds(2)));

    /**
     * Asking again, after all candidates failed.
     *
     * @param attempts rounds in all, at least 1
     * @param firstWait a random part of it is waited before the second round; doubled for each further one
     * @param longestWait who asks us to stay away for longer is not asked again
     * @param budgetPercent retries a model may get for every hundred of its requests, so that they cannot amplify an outage
     */
    public record Retry(int attempts, Duration firstWait, Duration longestWait, int budgetPercent) {}

    /**
     * When a model is left alone, for each key.
     *
     * @param window calls looked back at
     * @param least calls before they say anything
     * @param failedPercent of them, from which on it is open
     * @param open how long the first time; doubled while probes fail
     * @param longest open at most, unless the vendor itself asked for longer
     * @param slow a first word is never called slow before this
     * @param slowTimes as many times the usual time to the first word are slow
     */
    public record Trip(
            int window, int least, int failedPercent, Duration open, Duration longest, Duration slow, int slowTimes) {}

    /**
     * Asking a second model when the first is slower than usual.
     *
     * @param extraPercent extra spend and calls allowed, in percent; 0: never
     * @param percentile of the time to the first word, after which the second is asked
     */
    public record Hedge(int extraPercent, int percentile) {}

    /**
     * Calls at work at one model at once. The bound halves its way down when the vendor says it is too much and grows
     * back one by one.
     *
     * @param most upper bound
     * @param queue most that wait for a place
     * @param patience longest wait for a place
     */
    public record Load(int most, int queue, Duration patience) {}

    /** These with another hedge. */
    public ResilienceSettings with(Hedge other) {
        return new ResilienceSettings(retry, breaker, silence, other, load);
    }

    /** These with other retries. */
    public ResilienceSettings with(Retry other) {
        return new ResilienceSettings(other, breaker, silence, hedge, load);
    }
}
