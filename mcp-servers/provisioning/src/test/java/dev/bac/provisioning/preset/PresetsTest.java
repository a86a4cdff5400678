package dev.bac.provisioning.preset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.provisioning.feature.Feature;
import dev.bac.provisioning.feature.Toggles;
import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PresetsTest {
    private static final Presets PRESETS = Presets.load();

    @Test
    void thereAreSixteenIndustriesAndEighteenCountriesInSixRegions() {
        assertThat(PRESETS.industries()).hasSize(16);
        assertThat(PRESETS.countries()).hasSize(18);
        assertThat(PRESETS.countries().stream().map(Country::region).distinct()).hasSizeGreaterThanOrEqualTo(6);
    }

    @Test
    void noTwoIndustriesAreAlikeInAnything() {
        var seen = new HashSet<Object>();
        for (Preset one : PRESETS.industries()) {
            assertThat(seen.add(one.pipeline())).as(one.id() + ": pipeline").isTrue();
            assertThat(seen.add(one.accounts())).as(one.id() + ": accounts").isTrue();
            assertThat(seen.add(one.items())).as(one.id() + ": items").isTrue();
            assertThat(seen.add(one.templates())).as(one.id() + ": templates").isTrue();
            assertThat(seen.add(one.description()))
                    .as(one.id() + ": description")
                    .isTrue();
        }
    }

    @Test
    void noWordMeansTwoIndustries() {
        var words = new HashSet<String>();
        for (Preset one : PRESETS.industries()) {
            one.alsoCalled()
                    .forEach(word -> assertThat(words.add(word)).as(word).isTrue());
        }
    }

    @Test
    void everyPresetsFeaturesAgreeWithEachOther() {
        for (Preset one : PRESETS.industries()) {
            var settled = Toggles.settle(Map.of(), one.toggles());
            assertThat(settled.conflicts()).as(one.id()).isEmpty();
            one.toggles().forEach((feature, on) -> assertThat(settled.on(feature))
                    .as(one.id() + ": " + feature)
                    .isEqualTo(on));
        }
    }

    @Test
    void everyIndustrysAccountsHaveNumbersOfTheirOwnInEveryChart() {
        for (String chart : PRESETS.numbers().charts()) {
            for (Preset one : PRESETS.industries()) {
                var numbered = PRESETS.numbers().in(chart, one.accounts());
                assertThat(numbered.stream().map(AccountNumbers.Numbered::code).distinct())
                        .as(chart + ", " + one.id())
                        .hasSameSizeAs(one.accounts());
            }
        }
    }

    @Test
    void aFeatureBringsItsOwnBesideTheIndustrys() {
        for (Preset one : PRESETS.industries()) {
            var without = PRESETS.of(one, _ -> false);
            var with = PRESETS.of(one, Feature.POS::equals);
            assertThat(without).isEqualTo(one);
            assertThat(with.agents()).containsAll(one.agents()).contains("wholesale-counter");
            assertThat(with.templates().stream().map(Preset.MessageTemplate::name))
                    .doesNotHaveDuplicates()
                    .contains("Counter receipt");
            for (String chart : PRESETS.numbers().charts()) {
                assertThat(PRESETS.numbers().in(chart, with.accounts()).stream().map(AccountNumbers.Numbered::code))
                        .as(chart + ", " + one.id())
                        .doesNotHaveDuplicates();
            }
        }
        assertThat(PRESETS.told(Feature.POS::equals)).contains("Counter customer", "card terminal is not connected");
        assertThat(PRESETS.told(_ -> false)).isEmpty();
    }

    @Test
    void everyCountryHasATaxToNameAndAChart() {
        for (Country one : PRESETS.countries()) {
            assertThat(one.taxes()).as(one.name()).isNotEmpty();
            assertThat(PRESETS.numbers().charts()).as(one.name()).contains(one.chart());
            assertThat(one.taxes()).allSatisfy(tax -> {
                assertThat(tax.code()).matches("[A-Z0-9_-]{1,20}");
                assertThat(tax.parts()).isNotEmpty();
            });
        }
    }
}
