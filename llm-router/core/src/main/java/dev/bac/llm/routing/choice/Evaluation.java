package dev.bac.llm.routing.choice;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * What another policy would have done with the decisions that were kept, by what was expected of each model at the time.
 *
 * @param decisions how many
 * @param same how many of them would have gone to the model that answered
 * @param before what the models that answered were expected to be
 * @param after what the models that the policy chooses were expected to be
 * @param measured mean score of the outcomes of those that would have gone the same way, where there are any: the only
 *     figure here that is no expectation
 * @param measuredBefore mean score of all outcomes
 */
public record Evaluation(
        int decisions, int same, Sum before, Sum after, OptionalDouble measured, OptionalDouble measuredBefore) {

    /**
     * Means over the decisions.
     *
     * @param cost of a call, in US dollars
     * @param seconds to the whole answer
     * @param quality expected score
     */
    public record Sum(double cost, double seconds, double quality) {}

    /** @param kept decisions of any policy */
    public static Evaluation of(Policy policy, List<KeptDecision> kept) {
        List<Pair> pairs = kept.stream()
                .flatMap(decision -> pair(policy, decision).stream())
                .toList();
        return new Evaluation(
                pairs.size(),
                (int) pairs.stream().filter(Pair::same).count(),
                sum(pairs, pair -> pair.before),
                sum(pairs, pair -> pair.after),
                pairs.stream()
                        .filter(Pair::same)
                        .flatMap(pair -> pair.score.stream())
                        .mapToDouble(score -> score)
                        .average(),
                pairs.stream()
                        .flatMap(pair -> pair.score.stream())
                        .mapToDouble(score -> score)
                        .average());
    }

    private record Pair(Expected before, Expected after, boolean same, Optional<Double> score) {}

    private static Optional<Pair> pair(Policy policy, KeptDecision decision) {
        Optional<Option> answered = decision.options().stream()
                .filter(option -> option.model().equals(decision.answeredBy()))
                .findFirst();
        Optional<Option> chosen = decision.options().stream()
                .filter(option -> !option.never())
                .min(Comparator.comparing((Option option) ->
                                policy.broken(option.expected()).isPresent())
                        .thenComparingDouble(option -> policy.loss(option.expected())));
        return answered.flatMap(before -> chosen.map(after ->
                new Pair(before.expected(), after.expected(), before.model().equals(after.model()), decision.score())));
    }

    private static Sum sum(List<Pair> pairs, java.util.function.Function<Pair, Expected> side) {
        return new Sum(
                mean(pairs, pair -> side.apply(pair).cost()),
                mean(pairs, pair -> side.apply(pair).seconds()),
                mean(pairs, pair -> side.apply(pair).quality()));
    }

    private static double mean(List<Pair> pairs, ToDoubleFunction<Pair> figure) {
        return pairs.stream().mapToDouble(figure).average().orElse(0);
    }
}
