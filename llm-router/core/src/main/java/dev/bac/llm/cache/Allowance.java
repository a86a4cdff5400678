package dev.bac.llm.cache;

/**
 * Watches over the answers that were really given, not only over those that were learned from: of these no more than a share
 * may be wrong, also while they are few. What may be wrong is earned by what was given: the {@link #slack} is the bound times
 * the answers given, less those found wrong, less the most that can be wrong among those nobody looked up. That is the sum
 * of their risks, times how much the risks were thought too small by all whose truth became known (95 % sure).
 *
 * <p>While the slack does not bear one more wrong answer, as it does not at the beginning, only a tiny risk is taken (or, after
 * a much longer proof, a small one), and only once the tiny risks whose truth became known prove it: the upper limit of their share is within the bound, and so many
 * were right since the last wrong one that the bound is likely to hold (the rule of three). With a slack, small risks pass,
 * and riskier ones while all that is likely to be wrong, and what chance may add, stays within the bound.
 *
 * <p>Without it a threshold that holds over thousands of answers was broken by one wrong answer among the first fifty, and
 * by topics that begin one after another, each resembling those before. Not for use by several threads at once.
 */
final class Allowance {
    /** One-sided 95 % of the normal distribution. */
    private static final double SURENESS = 1.645;

    /** Share of the bound up to which a risk is small, and tiny. */
    private static final double SMALL = 0.25;

    private static final double TINY = 0.1;

    /** None of n wrong: with 95 %, less than 3 / n of all are (Hanley and Lippman-Hand, 1983). */
    private static final double RULE_OF_THREE = 3;

    /** So many times as long must small risks prove right that are not tiny. */
    private static final int LONGER = 4;

    /** Share of what may be wrong that is not spent. */
    private static final double SPARE = 0.15;

    /** With a slack under this, or this share of what may be wrong, every answer given is looked up: none is wrong unseen. */
    private static final double SCANT = 3;

    private static final double SCANT_SHARE = 0.5;

    private final double bound;
    private double given;
    private double expected;
    private double audited;
    private double wrong;

    /** Answers given that are still to be looked up, each one, since one was found wrong. */
    private double suspect;

    /** Whose truth became known of those that would have been given but for this watch: the sum of their risks. */
    private double foreseen;

    private double missed;
    private final Proof tiny = new Proof();
    private final Proof small = new Proof();

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
        double most = Math.max(risk, least);
        if (slack() < Math.max(1, SPARE * bound * given)) {
            return most <= TINY * bound ? tiny.proven(1) : most <= SMALL * bound && small.proven(LONGER);
        }
        if (most <= SMALL * bound) {
            return true;
        }
        double likely = Math.max(Math.max(expected + risk, least * (given + 1)), mostWrong() + risk);
        return likely + SURENESS * Math.sqrt(likely) <= bound * (given + 1);
    }

    /**
     * Whether every answer given has to be looked up: so little is left of what may be wrong, or one was found wrong and since
     * then fewer than 1 / bound in a row were right. Questions may have changed their meaning, and the usual audits, a few in
     * a hundred, would see it late.
     */
    boolean scant() {
        return suspect > 0 || slack() < Math.max(SCANT, SCANT_SHARE * bound * given);
    }

    /** So many more could be wrong, with the next one. */
    private double slack() {
        return bound * (given + 1) - mostWrong();
    }

    private double mostWrong() {
        double unseen = Math.max(0, expected - audited);
        return unseen == 0
                ? wrong
                : wrong + unseen * Math.max(1, upper(missed) / Math.max(foreseen, Double.MIN_NORMAL));
    }

    /** The upper limit of the mean of a Poisson count, one-sided 95 % (Wilson and Hilferty, 1931: within 1 % of the exact one). */
    private static double upper(double count) {
        double next = count + 1;
        double root = 1 - 1 / (9 * next) + SURENESS / (3 * Math.sqrt(next));
        return next * root * root * root;
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

    /**
     * The truth of one became known that was given, or would have been but for this watch.
     *
     * @param risk it was thought to have
     */
    void saw(double risk, boolean right) {
        foreseen += risk;
        missed += right ? 0 : 1;
        if (risk <= TINY * bound) {
            tiny.saw(right);
        }
        if (risk <= SMALL * bound) {
            small.saw(right);
        }
    }

    /** What became known of risks up to some size. */
    private final class Proof {
        private int all;
        private int missed;
        private int inARow;

        void saw(boolean right) {
            all++;
            missed += right ? 0 : 1;
            inARow = right ? inARow + 1 : 0;
        }

        boolean proven(int times) {
            return inARow >= times * RULE_OF_THREE / bound && upper(missed) <= bound * all;
        }
    }

    /**
     * The truth of one became known that was given.
     *
     * @param risk it was thought to have
     */
    void audited(double risk, boolean right) {
        audited += risk;
        wrong += right ? 0 : 1;
        suspect = right ? Math.max(0, suspect - 1) : 1 / bound;
    }
}
