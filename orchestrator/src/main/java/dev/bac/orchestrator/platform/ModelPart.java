package dev.bac.orchestrator.platform;

import dev.bac.llm.budget.LeasingLedger;
import dev.bac.llm.cache.Background;
import dev.bac.llm.store.RouterStore;
import dev.bac.llm.store.budget.PostgresBank;
import dev.bac.llm.store.budget.PostgresBudgets;
import dev.bac.llm.store.routing.RoutingStore;
import dev.bac.orchestrator.access.Company;
import dev.bac.orchestrator.usage.BudgetAlerts;
import dev.bac.orchestrator.usage.Budgeting;
import dev.bac.orchestrator.usage.ConfiguredBudgets;
import dev.bac.orchestrator.usage.Outcomes;

/** The models with everything around them: routing, caches, budgets, and what of it is kept. */
record ModelPart(Models models, RouterStore store, Budgeting budgeting, Outcomes outcomes) {
    /** Answers that the cache by meaning learns from or audits at once. */
    private static final int LEARNERS = 8;

    static ModelPart open(Ground ground, Platform.Outside outside, Started started) {
        var settings = ground.settings();
        var access = ground.access();
        var clock = ground.clock();
        var store = RouterStore.open(
                ground.storage().database(),
                tenant -> access.companies().find(tenant).map(Company::settings));
        var bank = new PostgresBank(
                store, new ConfiguredBudgets(settings.budgets(), access.companies(), access.members())::of);
        var ledger = started.opened(new LeasingLedger(
                bank, ground.node(), LeasingLedger.Limits.USUAL, clock, new BudgetAlerts(access.store())));
        var decisions = started.opened(new RoutingStore(store));
        var choice = ModelChoice.of(
                settings.models(),
                decisions,
                outside.embedder(),
                new ModelChoice.Surroundings(access.companies(), ledger, clock, ground.ids()));
        var caches = new Caches(store, outside.embedder(), ground.metrics(), clock, ground.ids())
                .of(
                        settings.models().cache(),
                        Caches.vectors(settings.models().cache(), started::opened),
                        started.opened(new Background(LEARNERS)),
                        started::opened);
        var models = Models.assemble(settings.models(), outside.environment(), outside.planner(), choice, caches, clock)
                .metered(ground.metrics())
                .budgeted(ledger)
                .wrapped(ground.telemetry()::traced);
        var budgeting = new Budgeting(new PostgresBudgets(store), bank, access.members(), access.store(), clock);
        return new ModelPart(models, store, budgeting, new Outcomes(decisions, choice.lessons()));
    }
}
