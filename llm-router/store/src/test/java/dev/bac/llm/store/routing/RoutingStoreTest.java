package dev.bac.llm.store.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.bac.identity.TenantId;
import dev.bac.identity.UserId;
import dev.bac.llm.routing.choice.Asked;
import dev.bac.llm.routing.choice.Decision;
import dev.bac.llm.routing.choice.DecisionLog;
import dev.bac.llm.routing.choice.Evaluation;
import dev.bac.llm.routing.choice.Expected;
import dev.bac.llm.routing.choice.Option;
import dev.bac.llm.routing.choice.Policy;
import dev.bac.llm.routing.task.Surface;
import dev.bac.llm.store.RouterStore;
import dev.bac.store.TenantSettings;
import dev.bac.store.testing.TestDatabase;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoutingStoreTest {
    private static final TenantSettings BERLIN =
            new TenantSettings("Ours", Currency.getInstance("EUR"), ZoneId.of("Europe/Berlin"), Locale.ENGLISH);
    private static final UserId JANE = new UserId(new UUID(0, 9));

    private final TenantId ours = new TenantId(UUID.randomUUID());
    private final TenantId theirs = new TenantId(UUID.randomUUID());
    private final RouterStore router = RouterStore.open(TestDatabase.shared(), tenant -> Optional.of(BERLIN)
            .filter(_ -> Set.of(ours, theirs).contains(tenant)));
    private final RoutingStore store = new RoutingStore(router);

    @AfterEach
    void close() {
        store.close();
    }

    private static Option option(String model, double cost, double quality) {
        return new Option(
                model,
                new Expected(cost, cost, 2, 4, quality, 1, false, 0),
                cost + 0.05 * (1 - quality),
                Optional.empty(),
                false);
    }

    private Decision decided(String text) {
        var decision = new Decision(
                UUID.randomUUID(),
                new Decision.Asker(ours, Optional.of("clerk"), "Jane"),
                Instant.now(),
                "auto",
                0.3,
                120,
                List.of(option("openai/small", 0.0001, 0.9), option("anthropic/large", 0.02, 0.97)),
                "openai/small: least expected loss of auto");
        store.decided(decision, new Asked(Surface.of(text), Optional.of(new float[] {0.5f, -0.25f})));
        return decision;
    }

    @Test
    void keepsADecisionWithItsAlternativesAndWhatCameOfIt() {
        Decision decision = decided("Which deals are open?");
        store.answered(
                decision,
                new DecisionLog.Answered(
                        decision.id(),
                        "anthropic/large",
                        Optional.of(new BigDecimal("0.0213")),
                        Duration.ofMillis(400),
                        Duration.ofMillis(2_100)));

        assertThat(store.decisions(ours, 10)).singleElement().satisfies(kept -> {
            assertThat(kept.answeredBy()).isEqualTo("anthropic/large");
            assertThat(kept.cost().orElseThrow()).isEqualByComparingTo("0.0213");
            assertThat(kept.took()).contains(Duration.ofMillis(2_100));
            assertThat(kept.options()).isEqualTo(decision.options());
        });
        assertThat(store.decisions(theirs, 10)).isEmpty();
    }

    @Test
    void anOutcomeBecomesALessonAboutWhoAnswered() {
        Decision decision = decided("Explain why the ledgers differ");

        var lesson = store.report(ours, new Outcome(decision.id(), OutcomeSource.THUMBS, 0, JANE))
                .orElseThrow();

        assertThat(lesson.model()).isEqualTo("openai/small");
        assertThat(lesson.meaning().orElseThrow()).containsExactly(0.5f, -0.25f);
        assertThat(lesson.surface().figures())
                .containsExactly(Surface.of("Explain why the ledgers differ").figures());
        assertThat(store.latest(ours, 10)).singleElement().satisfies(kept -> assertThat(kept.score())
                .isZero());
    }

    @Test
    void whoSaysItAgainHasChangedTheirMind() {
        Decision decision = decided("Which deals are open?");
        store.report(ours, new Outcome(decision.id(), OutcomeSource.THUMBS, 0, JANE));
        store.report(ours, new Outcome(decision.id(), OutcomeSource.THUMBS, 1, JANE));
        store.report(ours, new Outcome(decision.id(), OutcomeSource.TOOLS, 0.5, JANE));

        assertThat(store.decisions(ours, 10)).singleElement().satisfies(kept -> assertThat(kept.score())
                .contains(0.75));
    }

    @Test
    void tellsWhatWasSavedByDayModelAgentAndUserAndCountsOnlyWhatWasAnswered() {
        Decision answered = decided("Which deals are open?");
        decided("Which deals are lost?");
        store.answered(
                answered,
                new DecisionLog.Answered(
                        answered.id(), "openai/small", Optional.empty(), Duration.ofMillis(1), Duration.ofMillis(2)));
        var from = answered.at().minusSeconds(60);
        var to = answered.at().plusSeconds(60);
        var saved = new BigDecimal("0.0199");
        String day = LocalDate.ofInstant(answered.at(), ZoneOffset.UTC).toString();

        assertThat(store.saved(ours, from, to, SavedBy.ALL)).containsExactly(entry("all", saved));
        assertThat(store.saved(ours, from, to, SavedBy.DAY)).containsExactly(entry(day, saved));
        assertThat(store.saved(ours, from, to, SavedBy.MODEL)).containsExactly(entry("openai/small", saved));
        assertThat(store.saved(ours, from, to, SavedBy.AGENT)).containsExactly(entry("clerk", saved));
        assertThat(store.saved(ours, from, to, SavedBy.USER)).containsExactly(entry("Jane", saved));
        assertThat(store.saved(theirs, from, to, SavedBy.ALL)).isEmpty();
        assertThat(store.saved(ours, to, to.plusSeconds(60), SavedBy.ALL)).isEmpty();
    }

    @Test
    void anotherCompanysDecisionCannotBeJudged() {
        Decision decision = decided("Which deals are open?");

        assertThat(store.report(theirs, new Outcome(decision.id(), OutcomeSource.JUDGE, 1, JANE)))
                .isEmpty();
        assertThat(store.latest(theirs, 10)).isEmpty();
    }

    @Test
    void aPolicyIsEvaluatedOnWhatWasKept() {
        Decision one = decided("Which deals are open?");
        decided("Which invoices are overdue?");
        store.report(ours, new Outcome(one.id(), OutcomeSource.TEST, 0.5, JANE));

        Evaluation same = Evaluation.of(Policy.CHEAPEST, store.decisions(ours, 10));
        Evaluation best = Evaluation.of(Policy.BEST, store.decisions(ours, 10));

        assertThat(same.same()).isEqualTo(2);
        assertThat(same.measured()).hasValue(0.5);
        assertThat(best.same()).isZero();
        assertThat(best.before().cost()).isEqualTo(0.0001);
        assertThat(best.after().cost()).isEqualTo(0.02);
        assertThat(best.after().quality()).isEqualTo(0.97);
        assertThat(best.measured()).isEmpty();
    }
}
