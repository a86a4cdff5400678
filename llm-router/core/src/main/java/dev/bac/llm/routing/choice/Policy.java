package dev.bac.llm.routing.choice;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What an answer is worth. Each model's expected loss is its price, plus what a failed answer costs times how likely it
 * fails, plus what waiting costs; the least loss is asked first. Every named policy is one set of these figures, so that
 * any can be tried on the log of another.
 *
 * @param name {@code [a-z][a-z0-9-]*}
 * @param failure what a wrong answer costs, in US dollars
 * @param second what a second of waiting costs, in US dollars
 * @param explore how much a model is asked to be learned about, in shares of its uncertainty; 0 never
 * @param limits what a model must keep to be chosen
 * @param cascade true when two cheap models that agree may answer short questions in place of a strong one
 */
public record Policy(String name, double failure, double second, double explore, Limits limits, boolean cascade) {
    /** Weighs all three. A wrong answer costs a person a minute or so; a second of waiting a tenth of a cent. */
    public static final Policy AUTO = new Policy("auto", 0.05, 0.001, 0.02, Limits.NONE, false);

    /** The least money, at a quality that is no gamble. */
    public static final Policy CHEAPEST =
            new Policy("cheapest", 0, 0, 0, new Limits(0.5, Optional.empty(), Optional.empty()), false);

    public static final Policy FASTEST =
            new Policy("fastest", 0.001, 1, 0, new Limits(0.5, Optional.empty(), Optional.empty()), false);

    /** The likeliest to be right, whatever it costs. */
    public static final Policy BEST = new Policy("best", 100, 0, 0, Limits.NONE, false);

    /** As {@link #AUTO}; a short question without tools goes to two cheap models first. */
    public static final Policy CASCADE = new Policy("cascade", 0.05, 0.001, 0, Limits.NONE, true);

    public static final List<Policy> SHIPPED = List.of(AUTO, CHEAPEST, FASTEST, BEST, CASCADE);

    /**
     * Kept as long as any model can keep them.
     *
     * @param quality the least expected score, 0 to 1
     * @param latency the longest time to the whole answer, kept by 19 of 20
     * @param cost the dearest call, in US dollars
     */
    public record Limits(double quality, Optional<Duration> latency, Optional<Double> cost) {
        public static final Limits NONE = new Limits(0, Optional.empty(), Optional.empty());

        /** Both kept. */
        public Limits and(Limits other) {
            return new Limits(
                    Math.max(quality, other.quality), stricter(latency, other.latency), stricter(cost, other.cost));
        }

        private static <T extends Comparable<T>> Optional<T> stricter(Optional<T> a, Optional<T> b) {
            return a.isEmpty() ? b : b.isEmpty() || a.get().compareTo(b.get()) <= 0 ? a : b;
        }
    }

    /** The loss of a model, in US dollars. */
    double loss(Expected expected) {
        double quality = Math.min(1, expected.quality() + explore * expected.unsure());
        return expected.wholeCost() + failure * (1 - quality) + second * expected.seconds();
    }

    /** What of the limits a model would not keep, in words; empty when it keeps all. */
    Optional<String> broken(Expected expected) {
        if (expected.quality() < limits.quality) {
            return Optional.of("expected quality %.2f is below %.2f".formatted(expected.quality(), limits.quality));
        }
        if (limits.latency.isPresent()
                && expected.slowSeconds() * 1000 > limits.latency.get().toMillis()) {
            return Optional.of("may take %.1f s".formatted(expected.slowSeconds()));
        }
        if (limits.cost.isPresent() && expected.cost() > limits.cost.get()) {
            return Optional.of("would cost $%.4f".formatted(expected.cost()));
        }
        return Optional.empty();
    }

    /** This policy with further limits. */
    public Policy within(Limits more) {
        return new Policy(name, failure, second, explore, limits.and(more), cascade);
    }
}
