package dev.bac.llm.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class AllowanceTest {
    private static final double BOUND = 0.02;

    /** Answers that are wrong as often as they are said to be, as many as are allowed of some. */
    private static int[] given(double risk, int asked, long seed) {
        var allowance = new Allowance(BOUND);
        var random = new Random(seed);
        int given = 0;
        int wrong = 0;
        for (int i = 0; i < asked; i++) {
            if (allowance.allows(risk, risk)) {
                allowance.gave(1, risk);
                given++;
                wrong += random.nextDouble() < risk ? 1 : 0;
            }
        }
        return new int[] {given, wrong};
    }

    @Test
    void breaksTheBoundInFewRunsHoweverManyAnswersAreGiven() {
        int broken = 0;
        for (int seed = 0; seed < 300; seed++) {
            for (int asked : new int[] {20, 60, 200, 2_000}) {
                int[] run = given(0.004, asked, seed);
                broken += run[1] > BOUND * run[0] ? 1 : 0;
            }
        }
        assertThat(broken).isLessThan(1_200 * 7 / 100);
    }

    @Test
    void givesNearlyAllOnceTheRiskIsSmallForTheBound() {
        assertThat(given(0.001, 2_000, 1)[0]).isGreaterThan(1_900);
        assertThat(given(0.03, 2_000, 1)[0]).isLessThan(3);
    }

    @Test
    void givesNothingRiskyWhereMoreIsFoundWrongThanWasExpected() {
        var allowance = new Allowance(BOUND);
        for (int i = 0; i < 200; i++) {
            allowance.gave(1, 0.001);
        }
        assertThat(allowance.allows(0.008, 0.001)).isTrue();
        allowance.foundWrong(5);
        assertThat(allowance.allows(0.008, 0.001)).isFalse();
        assertThat(allowance.allows(0.001, 0.001))
                .as("even what seems to be hardly any risk")
                .isFalse();
        int needed = 0;
        while (!allowance.allows(0.001, 0.001) && needed < 1_000) {
            allowance.saw(true);
            needed++;
        }
        assertThat(needed).isBetween((int) (2.9 / BOUND), (int) (3.1 / BOUND));
        assertThat(allowance.allows(0.008, 0.001)).as("a riskier one").isFalse();
        allowance.saw(false);
        assertThat(allowance.allows(0.001, 0.001)).as("wrong again").isFalse();
    }
}
