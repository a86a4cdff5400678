package dev.bac.llm.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each model that ships has what routing, budgets and reports go by, and says where it was read. */
class CatalogueFactsTest {
    private static final LocalDate MADE = LocalDate.of(2026, 11, 21);
    private static final Catalogue CATALOGUE = Catalogue.shipped(MADE);
    private static final Set<String> FIELDS = Set.of(
            "context",
            "max-output",
            "cache-minimum",
            "inputs",
            "tools",
            "parallel",
            "strict",
            "forced",
            "thinking",
            "parameters",
            "cached",
            "cache-write",
            "tiers",
            "replacement");

    static List<ModelCard> models() {
        return CATALOGUE.all();
    }

    @Test
    void holdsFortyModelsThatCanBeAskedToday() {
        var current =
                models().stream().filter(card -> !card.life().retired(MADE)).toList();
        assertThat(current).hasSizeGreaterThanOrEqualTo(40);
        assertThat(current.stream().map(ModelCard::provider).distinct())
                .contains("openai", "anthropic", "gemini", "ollama");
        assertThat(models().stream().map(ModelCard::id)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("models")
    void saysWhereEachFigureWasReadAndWhen(ModelCard card) {
        assertThat(card.facts().sources()).isNotEmpty();
        card.facts().sources().forEach(CatalogueFactsTest::known);
        card.prices().forEach(price -> known(price.source()));
        assertThat(FIELDS).containsAll(card.facts().unsourced());
    }

    private static void known(String source) {
        assertThat(CATALOGUE.sources()).containsKey(source);
        var at = CATALOGUE.sources().get(source);
        assertThat(at.at()).contains(".");
        assertThat(at.date()).isBeforeOrEqualTo(MADE);
    }

    @ParameterizedTest
    @MethodSource("models")
    void pricesFollowEachOtherAndMakeSense(ModelCard card) {
        assertThat(card.prices()).isNotEmpty();
        LocalDate before = null;
        for (var dated : card.prices()) {
            if (before != null) {
                assertThat(dated.from()).isAfter(before);
            }
            before = dated.from();
            sensible(dated.price(), card);
            long above = 0;
            Price shorter = dated.price();
            for (var tier : dated.tiers()) {
                assertThat(tier.above()).isGreaterThan(above);
                sensible(tier.price(), card);
                assertThat(tier.price().input()).isGreaterThan(shorter.input());
                assertThat(tier.price().output()).isGreaterThan(shorter.output());
                above = tier.above();
                shorter = tier.price();
            }
        }
        card.life()
                .released()
                .ifPresent(day -> assertThat(card.prices().getFirst().from()).isAfterOrEqualTo(day));
    }

    private static void sensible(Price price, ModelCard card) {
        boolean local = card.provider().equals("ollama");
        assertThat(price.input().signum()).isEqualTo(local ? 0 : 1);
        assertThat(price.output()).isGreaterThanOrEqualTo(price.input());
        assertThat(price.cached()).isBetween(BigDecimal.ZERO, price.input());
        price.cacheWrite().ifPresent(write -> assertThat(write).isGreaterThanOrEqualTo(price.input()));
    }

    @ParameterizedTest
    @MethodSource("models")
    void saysWhatItCanDo(ModelCard card) {
        var features = card.features();
        assertThat(features.inputs()).contains("text");
        assertThat(features.thinking()).isIn("none", "effort", "budget", "level", "adaptive");
        assertThat(features.parameters()).isNotEmpty();
        sized(card, "context", card.context(), 8_192);
        sized(card, "max-output", card.maxOutput(), 4_096);
        if (!card.provider().equals("ollama")) {
            assertThat(features.cacheMinimum().orElse(0L)).isBetween(512L, 4_096L);
        }
    }

    /** There, or owned to be missing. */
    private static void sized(ModelCard card, String field, Optional<Long> count, long least) {
        if (count.isEmpty()) {
            assertThat(card.facts().unsourced()).contains(field);
        }
        count.ifPresent(tokens -> assertThat(tokens).isBetween(least, 10_000_000L));
    }

    @ParameterizedTest
    @MethodSource("models")
    void aModelThatRetiresNamesOneThatStays(ModelCard card) {
        var life = card.life();
        if (life.retires().isPresent() && !card.facts().unsourced().contains("replacement")) {
            assertThat(life.replacement()).isPresent();
        }
        life.replacement().ifPresent(id -> {
            var other = CATALOGUE.find(id).orElseThrow();
            assertThat(other.id()).isEqualTo(id).isNotEqualTo(card.id());
            assertThat(other.life().retires().orElse(LocalDate.MAX))
                    .isAfter(life.retires().orElse(MADE));
        });
        if (card.auto()) {
            assertThat(life.retired(MADE)).isFalse();
        }
    }
}
