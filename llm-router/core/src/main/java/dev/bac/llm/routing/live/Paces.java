package dev.bac.llm.routing.live;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The pace of each model, from what it took lately on this node. A few samples count little against the guess. */
public final class Paces {
    private static final Duration HALF_LIFE = Duration.ofMinutes(10);

    /** So many samples weigh as much as the guess. */
    private static final double GUESSED = 3;

    private static final int MOST_MODELS = 1_000;

    private final Map<String, Samples> models = new ConcurrentHashMap<>();
    private final InstantSource clock;

    private record Samples(DecayedQuantiles first, DecayedQuantiles speed, DecayedQuantiles output) {
        static Samples from(Instant now) {
            return new Samples(
                    new DecayedQuantiles(0.001, HALF_LIFE, now),
                    new DecayedQuantiles(0.1, HALF_LIFE, now),
                    new DecayedQuantiles(1, HALF_LIFE, now));
        }
    }

    public Paces(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * An answer.
     *
     * @param first until its first word
     * @param whole until its end
     * @param output its tokens; 0 when not known
     */
    public void answered(String model, Duration first, Duration whole, long output) {
        if (models.size() >= MOST_MODELS && !models.containsKey(model)) {
            return;
        }
        Instant now = clock.instant();
        Samples samples = models.computeIfAbsent(model, _ -> Samples.from(now));
        samples.first.add(seconds(first), now);
        double rest = seconds(whole.minus(first));
        if (output > 0) {
            samples.output.add((double) output, now);
        }
        if (output > 1 && rest > 0.01) {
            samples.speed.add((double) output / rest, now);
        }
    }

    /** A model that did not answer in this time counts as having said its first word then. */
    public void stalled(String model, Duration waited) {
        if (models.size() < MOST_MODELS || models.containsKey(model)) {
            Instant now = clock.instant();
            models.computeIfAbsent(model, _ -> Samples.from(now)).first.add(seconds(waited), now);
        }
    }

    public Pace of(String model) {
        Samples samples = models.get(model);
        if (samples == null) {
            return Pace.GUESS;
        }
        Instant now = clock.instant();
        double weight = samples.first.weight(now);
        return new Pace(
                mixed(samples.first, 0.5, Pace.GUESS.firstToken(), now),
                mixed(samples.first, 0.95, Pace.GUESS.firstTokenSlow(), now),
                mixed(samples.speed, 0.5, Pace.GUESS.tokensPerSecond(), now),
                mixed(samples.output, 0.5, Pace.GUESS.outputTokens(), now),
                weight);
    }

    private static double mixed(DecayedQuantiles samples, double share, double guess, Instant now) {
        double weight = samples.weight(now);
        double measured = samples.quantile(share).orElse(guess);
        return (measured * weight + guess * GUESSED) / (weight + GUESSED);
    }

    private static double seconds(Duration duration) {
        return Math.max(0, duration.toNanos() / 1e9);
    }
}
