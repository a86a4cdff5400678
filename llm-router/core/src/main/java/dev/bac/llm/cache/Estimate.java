package dev.bac.llm.cache;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Learns online how sure one must be to serve a neighbour's answer, so that of the answers served no more than a share
 * chosen by the user is wrong. Not for use by several threads at once.
 *
 * <p>The method is vCache's (Schroeder and others, "vCache: Verified Semantic Prompt Caching", arXiv 2502.03771): the
 * chance that a cached answer is right is a logistic function of nearness, learned from questions whose true answer became
 * known; an answer is served only where the error stays under the bound with some confidence; now and then it is looked
 * up all the same, so that the estimate goes on learning. It departs from the paper in these things (docs/adr/0015).
 *
 * <ul>
 *   <li>The paper fits a curve of nearness to each cached question and bounds it there. Most questions are seen too seldom
 *       for that. Here one curve serves a partition, over what is known of a question's neighbourhood
 *       ({@link Neighbours#evidence}), and how a group's answer did before is one of its terms.
 *   <li>The threshold is the lowest chance at which the weighted share of wrong ones among all observations above it,
 *       plus one standard error, is within the bound. Observations of answers that were served count for as many as
 *       they were drawn from.
 *   <li>Each observation is also used a second time as if nobody had asked its like before: its own group is taken away and
 *       what the rest would propose counts as wrong, with weight {@link #novelty}. Without it, a run of new questions that
 *       resemble no group was answered with the nearest one's: 43 % wrong when questions came sorted by topic.
 * </ul>
 */
final class Estimate {
    /** Nothing is served before so many observations, two for each question, of so many different answers. */
    static final int LEAST_OBSERVATIONS = 300;

    static final int LEAST_GROUPS = 5;

    /** How much a question weighs that is counted as if it were new, at least. */
    private static final double LEAST_NOVELTY = 0.05;

    /**
     * And so many times the bound: new questions must be more than the bound forgives. With a weight under it, all that
     * is asked may be answered once the questions that are not new are all right: 17 % wrong at a bound of 5 %.
     */
    private static final double NOVELTY = 1.7;

    private static final int FIT_EVERY = 100;

    /** Observations behind the threshold, corrected for their weights. */
    private static final double LEAST_BEHIND = 50;

    private static final double CONFIDENCE = 1;

    private final double bound;
    private final int window;
    private final double novelty;
    private final Allowance allowance;
    private final ArrayDeque<Observation> seen = new ArrayDeque<>();
    private final Set<String> groups = new HashSet<>();
    private Logistic chance = Logistic.flat(Neighbours.FEATURES);
    private double threshold = Double.POSITIVE_INFINITY;
    /** What so few observations cannot exclude of any answer above the threshold. */
    private double leastRisk = 1;

    private int sinceFit;

    /**
     * @param bound largest share of the answers served that may be wrong, above 0, below 1
     * @param window observations remembered; older ones are forgotten
     */
    Estimate(double bound, int window) {
        if (!(bound > 0 && bound < 1)) {
            throw new IllegalArgumentException("a bound is above 0 and below 1, not " + bound);
        }
        this.bound = bound;
        this.window = window;
        this.novelty = Math.max(LEAST_NOVELTY, NOVELTY * bound);
        this.allowance = new Allowance(bound);
    }

    /** The chance that the proposed answer is right, 0 to 1. */
    double chance(Evidence evidence) {
        return chance.of(evidence.features());
    }

    boolean maySay(Evidence evidence) {
        return chance(evidence) >= threshold && allowance.allows(1 - chance(evidence), leastRisk);
    }

    /** The proposed answer was given to somebody. */
    void gave(Evidence evidence) {
        allowance.gave(1, 1 - chance(evidence));
    }

    /**
     * With which chance an answer that is served should be looked up all the same: the riskier, the more often, and always
     * while little is known of those that were served.
     */
    double audit(Evidence evidence, double usual) {
        if (allowance.scant()) {
            return 1;
        }
        double risk = 1 - chance(evidence);
        return Math.min(1, Math.max(usual * 0.6, usual * risk / (bound * 0.3)));
    }

    /**
     * A question's true answer became known.
     *
     * @param group the questions with that answer
     * @param served whether the proposed answer was given to somebody: when it was wrong, all is weighed anew at once
     */
    void learn(Observation observation, String group, boolean served) {
        double risk = 1 - chance.of(observation.features());
        if (1 - risk >= threshold) {
            allowance.saw(risk, observation.right());
        }
        recall(observation, group);
        sinceFit++;
        boolean alarm = served && !observation.right();
        if (served) {
            allowance.audited(risk, observation.right());
        }
        if (sinceFit >= FIT_EVERY || alarm) {
            fit();
        }
    }

    /** What was learned before, or by somebody else; {@link #recalled} ends a number of these. */
    void recall(Observation observation, String group) {
        remember(observation);
        if (groups.size() < LEAST_GROUPS) {
            groups.add(group);
        }
    }

    /**
     * Weighs anew after {@link #recall}.
     *
     * @param known all of them
     * @param served those of them whose proposed answer was given: each stands for the answers it was drawn from
     */
    void recalled(List<Observation> known, List<Observation> served) {
        fit();
        for (var one : known) {
            double risk = 1 - chance.of(one.features());
            if (1 - risk >= threshold) {
                allowance.saw(risk, one.right());
            }
        }
        for (var one : served) {
            double risk = 1 - chance.of(one.features());
            allowance.gave(one.weight(), risk);
            allowance.audited(risk, one.right());
        }
    }

    /** What the question would have been told had nobody asked its like before, which is wrong. */
    void learnAsIfNew(double[] features, double weight) {
        remember(new Observation(features, false, novelty * weight));
    }

    private void remember(Observation observation) {
        seen.addLast(observation);
        if (seen.size() > window) {
            seen.removeFirst();
        }
    }

    private void fit() {
        if (seen.size() < LEAST_OBSERVATIONS || groups.size() < LEAST_GROUPS) {
            return;
        }
        sinceFit = 0;
        var observations = new ArrayList<>(seen);
        chance = chance.fitted(observations);
        threshold = lowestWithin(observations);
    }

    private double lowestWithin(List<Observation> observations) {
        record Scored(double chance, Observation observation) {}
        var scored = observations.stream()
                .map(one -> new Scored(chance.of(one.features()), one))
                .sorted(Comparator.comparingDouble(Scored::chance).reversed())
                .toList();
        double all = 0;
        double squares = 0;
        double wrong = 0;
        double lowest = Double.POSITIVE_INFINITY;
        for (var one : scored) {
            double weight = one.observation().weight();
            all += weight;
            squares += weight * weight;
            wrong += one.observation().right() ? 0 : weight;
            double behind = all * all / squares;
            double share = wrong / all + 0.5 / behind;
            double most = share + CONFIDENCE * Math.sqrt(share * (1 - Math.min(1, share)) / behind);
            if (most <= bound && behind >= LEAST_BEHIND) {
                lowest = one.chance();
                leastRisk = 1 / (behind + 2);
            }
        }
        return lowest;
    }
}
