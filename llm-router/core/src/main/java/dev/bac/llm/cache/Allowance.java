package dev.bac.llm.cache;

/**
 * Watches over the answers that were really given, not only over those that were learned from. An answer whose risk is a
 * small part of the bound, as far as so many observations can tell at all, may always be given. A riskier one is given only
 * while, counting it, the wrong ones among those given are sure to stay within the bound: the sum of their risks is what
 * is expected to be wrong, and its square root by {@link #SURENESS} what chance may add (rare events vary as a Poisson
 * count does).
 *
 * <p>When those that were found wrong, each for as many as it was drawn from, are more than the bound allows, the risks were
 * thought too small: then none is given until so many were right, one after another, that the bound is likely to hold again.
 *
 * <p>Without it a threshold that holds over thousands of answers was broken by one wrong answer among the first fifty.
 * Not for use by several threads at once.
 */
final class Allowance {
    /** One-sided 95 % of the normal distribution. */
    private static final double SURENESS = 1.645;

    /** Share of the bound up to which a risk is small. */
    private static final double SMALL = 0.25;

    /** None of n wrong: with 95 %, less than 3 / n of all are (Hanley and Lippman-Hand, 1983). */
    private static final double RULE_OF_THREE = 3;

    private final double bound;
    private double given;
    private double expected;
    private double found;

    /** Looked up since the last wrong one, of those whose risk would have let them pass. */
    private double proven;

    /** @param bound largest share of the answers given that may be wrong */
    Allowance(double bound) {
        this.bound = bound;
    }

    /**
     * Whether one more may be given.
     *
     * @param risk the chance that it is wrong
     * @param least of any answer, as far as the observations can tell by now; it falls as more is known
     */
    boolean allows(double risk, double least) {
        if (found > bound * (given + 1) && proven < RULE_OF_THREE / bound) {
            return false;
        }
        if (Math.max(risk, least) <= SMALL * bound) {
            return true;
        }
        double wrong = Math.max(Math.max(expected + risk, least * (given + 1)), found + risk);
        return wrong + SURENESS * Math.sqrt(wrong) <= bound * (given + 1);
    }

    /**
     * Some were given.
     *
     * @param answers how many
     * @param risk of each
     */
    void gave(double answers, double risk) {
        given += answers;
        expected += answers * risk;
    }

    /** The truth of one became known that was given, or would have been but for this watch. */
    void saw(boolean right) {
        proven = right ? proven + 1 : 0;
    }

    /**
     * One that was given turned out to be wrong.
     *
     * @param weight for how many it stands
     */
    void foundWrong(double weight) {
        found += weight;
    }
}
