package dev.bac.llm.cache;

/**
 * Watches over the answers that were really given, not only over those that were learned from: another is given only
 * while, counting it, the wrong ones are sure to stay within the bound. Each answer given brings its risk; their sum is what
 * is expected to be wrong, and its square root by {@link #SURENESS} what chance may add (a sum of rare events varies as a
 * Poisson count does). While so few were given that one wrong one would break the bound, all of them together may
 * carry no more than {@link #FIRST_RISK}.
 *
 * <p>Without it a threshold that holds over thousands of answers was broken by one wrong answer among the first fifty.
 * Not for use by several threads at once.
 */
final class Allowance {
    /** One-sided 95 % of the normal distribution. */
    private static final double SURENESS = 1.645;

    /** Chance that one of the first answers is wrong, of all these together. */
    private static final double FIRST_RISK = 0.05;

    private final double bound;
    private double given;
    private double expected;
    private double found;

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
        double wrong = Math.max(Math.max(expected + risk, least * (given + 1)), found + risk);
        boolean few = found == 0 && wrong <= FIRST_RISK;
        return few || wrong + SURENESS * Math.sqrt(wrong) <= bound * (given + 1);
    }

    /** One was given. */
    void gave(double risk) {
        given++;
        expected += risk;
    }

    /** One that was given turned out to be wrong. @param weight for how many it stands */
    void foundWrong(double weight) {
        found += weight;
    }

    /** Its state, for {@link #with}. */
    double[] state() {
        return new double[] {given, expected, found};
    }

    /** Goes on from what was kept. */
    void with(double[] state) {
        given = state[0];
        expected = state[1];
        found = state[2];
    }
}
