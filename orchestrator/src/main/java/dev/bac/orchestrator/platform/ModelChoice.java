package dev.bac.orchestrator.platform;

import dev.bac.identity.Caller;
import dev.bac.llm.budget.BudgetPressure;
import dev.bac.llm.budget.Pressure;
import dev.bac.llm.candidates.Candidates;
import dev.bac.llm.candidates.TenantRules;
import dev.bac.llm.routing.Catalogue;
import dev.bac.llm.routing.Router;
import dev.bac.llm.routing.Routing;
import dev.bac.llm.routing.choice.Choosing;
import dev.bac.llm.routing.choice.Knowledge;
import dev.bac.llm.routing.choice.Policies;
import dev.bac.llm.routing.choice.Policy;
import dev.bac.llm.routing.live.Paces;
import dev.bac.llm.routing.quality.Lessons;
import dev.bac.llm.store.routing.Outcome;
import dev.bac.llm.store.routing.OutcomeSource;
import dev.bac.llm.store.routing.RoutingStore;
import dev.bac.orchestrator.access.Companies;
import dev.bac.orchestrator.config.ChoiceSettings;
import dev.bac.orchestrator.config.ModelSettings;
import dev.bac.retrieval.CachedEmbedder;
import dev.bac.retrieval.Embedder;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** How models are chosen: the policies, what is known of the models, what each company may use, and where decisions are kept. */
public record ModelChoice(Catalogue catalogue, Routing routing, Lessons lessons) {
    /** Requests of one conversation end with the same words; a vector takes 1.5 KB. */
    private static final int REMEMBERED = 2_000;

    /** What it stands among. */
    public record Surroundings(Companies companies, BudgetPressure pressure, Clock clock, Supplier<UUID> ids) {}

    static ModelChoice of(ModelSettings settings, RoutingStore store, Embedder embedder, Surroundings around) {
        Clock clock = around.clock();
        var catalogue = Catalogue.shipped(LocalDate.now(clock));
        var lessons = new Lessons(
                store,
                Choosing.guesses(catalogue),
                task -> Thread.ofVirtual().name("routing-lessons").start(task),
                clock);
        ChoiceSettings choice = settings.router().choice();
        TenantRules rules = new AllowedModels(choice, around.companies());
        if (choice.policy().isEmpty() && !settings.prefer().isEmpty()) {
            return new ModelChoice(catalogue, new Routing(false, Candidates::always, rules), lessons);
        }
        var policies = new Policies(
                choice.policies(),
                choice.policy().orElse(Policy.AUTO.name()),
                caller -> thrift(around.pressure(), caller));
        var knowledge = new Knowledge(
                new Paces(clock),
                lessons,
                new CachedEmbedder(embedder, REMEMBERED),
                (caller, decision, worked) -> store.reportLater(
                        caller.tenant(), new Outcome(decision.id(), OutcomeSource.TOOLS, worked, caller.user())));
        var parts = new Choosing.Parts(knowledge, rules, store, clock, around.ids());
        var routing =
                new Routing(true, models -> new Choosing(models, Router.PLANNER, catalogue, policies, parts), rules);
        return new ModelChoice(catalogue, routing, lessons);
    }

    /** Whoever's budget will not last is answered as cheaply as can be, long before a call is refused. */
    static Optional<String> thrift(BudgetPressure pressure, Caller caller) {
        return pressure.of(caller).filter(Pressure::shouldSave).map(_ -> Policy.CHEAPEST.name());
    }
}
