package dev.bac.provisioning.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TogglesTest {
    private static final FeatureFlags FLAGS = FeatureFlags.open();

    /** The upstream merged only six of its fourteen: the other eight kept their defaults whatever was said. */
    @Test
    void aWordCountsForEachOfTheFourteen() {
        assertThat(Feature.values()).hasSize(14);
        for (Feature one : Feature.values()) {
            boolean other = !one.usual();
            assertThat(FLAGS.on(one, Map.of(one, other), Map.of()))
                    .as(one + " by word")
                    .isEqualTo(other);
            assertThat(FLAGS.on(one, Map.of(), Map.of(one, other)))
                    .as(one + " by preset")
                    .isEqualTo(other);
            assertThat(FLAGS.on(one, Map.of(), Map.of())).as(one + " as usual").isEqualTo(one.usual());
        }
    }

    @Test
    void aWordBeatsThePresetAndThatBeatsWhatIsUsual() {
        assertThat(FLAGS.on(Feature.POS, Map.of(Feature.POS, true), Map.of(Feature.POS, false)))
                .isTrue();
        assertThat(FLAGS.on(Feature.SMS, Map.of(), Map.of(Feature.SMS, false))).isFalse();
    }

    @Test
    void whatIsOnBringsWhatItNeeds() {
        var settled = Toggles.settle(Map.of(Feature.MANUFACTURING, true), Map.of(Feature.INVENTORY, false));

        assertThat(settled.on(Feature.INVENTORY)).isTrue();
        assertThat(settled.on(Feature.PURCHASING)).isTrue();
        assertThat(settled.why(Feature.INVENTORY)).endsWith("needs it");
        assertThat(settled.conflicts()).isEmpty();
    }

    @Test
    void whatIsOffByAStrongerWordTakesAwayWhatNeedsIt() {
        var settled = Toggles.settle(Map.of(Feature.INVENTORY, false), Map.of(Feature.POS, true));

        assertThat(settled.on(Feature.POS)).isFalse();
        assertThat(settled.on(Feature.PURCHASING)).isFalse();
        assertThat(settled.why(Feature.POS)).isEqualTo("it needs inventory");
    }

    @Test
    void twoWordsThatContradictEachOtherAreToldWithARemedy() {
        var settled = Toggles.settle(Map.of(Feature.POS, true, Feature.INVENTORY, false), Map.of());

        assertThat(settled.conflicts())
                .extracting(Toggles.Conflict::remedy)
                .containsExactly("pos needs inventory, which is switched off; switch inventory on or leave pos out");
    }

    @Test
    void whateverIsSaidTheResultIsClosed() {
        long seed = Long.getLong("seed", 20_261_121L);
        var random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            var explicit = some(random);
            var settled = Toggles.settle(explicit, some(random));
            if (!settled.conflicts().isEmpty()) {
                continue;
            }
            for (Feature one : Feature.values()) {
                assertThat(!settled.on(one) || one.needs().stream().allMatch(settled::on))
                        .as("seed " + seed + ", round " + round + ": " + one)
                        .isTrue();
                assertThat(explicit.get(one) == null || explicit.get(one) == settled.on(one))
                        .as("seed " + seed + ", round " + round + ": the word for " + one)
                        .isTrue();
            }
        }
    }

    private static Map<Feature, Boolean> some(Random random) {
        var some = new EnumMap<Feature, Boolean>(Feature.class);
        for (Feature one : Feature.values()) {
            if (random.nextInt(3) == 0) {
                some.put(one, random.nextBoolean());
            }
        }
        return some;
    }
}
