package dev.bac.llm.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class AllowanceTest {
    private static final double BOUND = 0.02;

    /** Tiny risks whose truth became known, all right, more than enough to begin. */
    private static Allowance proven() {
        var allowance = new Allowance(BOUND);
        for (int i = 0; i < 400; i++) {
            allowance.saw(0.001, true);
        }
        return allowance;
    }

    /** Answers that are wrong so many times as often as they are said to be, as many as are allowed of some. */
    private static int[] given(double risk, double times, int asked, long seed) {
        var allowance = proven();
        var random = new Random(seed);
        int given = 0;
        int wrong = 0;
        for (int i = 0; i < asked; i++) {
            boolean tiny = i % 2 == 0;
            double said = tiny ? risk / 4 : risk;
            boolean right = random.nextDouble() >= said * times;
            if (allowance.allows(said, 0.001)) {
                allowance.gave(1, said);
                given++;
                wrong += right ? 0 : 1;
                if (allowance.scant() || random.nextDouble() < 0.05) {
                    allowance.audited(said, right);
                    allowance.saw(said, right);
                }
            } else {
                allowance.saw(said, right);
            }
        }
        return new int[] {given, wrong};
    }

    /**
     * Each of the watch's limits is one-sided 95 %. Where risks are as foreseen one of them can fail, so one run in twenty may
     * end above the bound; where they are thrice that the limit of their ratio can fail too.
     */
    @Test
    void breaksTheBoundInFewRunsHoweverManyAnswersAreGivenEvenWhereRisksAreThriceWhatIsThought() {
        for (int times : new int[] {1, 3}) {
            int runs = 0;
            int broken = 0;
            for (int seed = 0; seed < 300; seed++) {
                for (int asked : new int[] {20, 60, 200, 2_000}) {
                    int[] run = given(0.004, times, asked, seed);
                    runs++;
                    broken += run[1] > BOUND * run[0] ? 1 : 0;
                }
            }
            assertThat(broken).as("%d times", times).isLessThanOrEqualTo(runs * (times == 1 ? 5 : 10) / 100);
        }
    }

    @Test
    void looksUpEveryAnswerAfterAWrongOneUntilAsManyWereRightAsTheBoundBearsOneAmong() {
        var trusted = proven();
        trusted.gave(10_000, 0.0001);
        assertThat(trusted.scant()).isFalse();
        trusted.audited(0.0001, false);
        for (int i = 0; i < 1 / BOUND; i++) {
            assertThat(trusted.scant()).as("after %d right ones", i).isTrue();
            trusted.audited(0.0001, true);
        }
        assertThat(trusted.scant()).isFalse();
    }

    @Test
    void givesNearlyAllOnceTheRiskIsSmallForTheBound() {
        assertThat(given(0.002, 1, 2_000, 1)[0]).isGreaterThan(1_800);
        assertThat(given(0.03, 1, 2_000, 1)[0]).isLessThan(3);
    }

    @Test
    void givesNothingBeforeTinyRisksHaveProvenRightAndBeginsAnewAfterAWrongOne() {
        var allowance = new Allowance(BOUND);
        int needed = 0;
        while (!allowance.allows(0.001, 0.001) && needed < 1_000) {
            allowance.saw(0.001, true);
            needed++;
        }
        assertThat(needed).isBetween((int) (2.9 / BOUND), (int) (3.1 / BOUND));
        assertThat(allowance.allows(0.004, 0.001))
                .as("a small risk, not a tiny one")
                .isFalse();
        allowance.gave(1, 0.001);
        assertThat(allowance.scant()).as("looked up").isTrue();
        allowance.audited(0.001, false);
        allowance.saw(0.001, false);
        assertThat(allowance.allows(0.001, 0.001)).as("after a wrong one").isFalse();
    }

    @Test
    void whatNobodyLookedUpMayBeAsWrongAsWhatWasLookedUp() {
        var trusted = proven();
        trusted.gave(1_000, 0.001);
        assertThat(trusted.allows(0.004, 0.001)).isTrue();
        for (int i = 0; i < 20; i++) {
            trusted.saw(0.004, i % 2 == 0);
        }
        assertThat(trusted.allows(0.004, 0.001)).as("half of twenty were wrong").isFalse();
    }
}
