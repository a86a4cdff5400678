package dev.bac.orchestrator.command;

import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.identity.Role;
import dev.bac.identity.UserId;
import dev.bac.llm.store.RouterStore;
import dev.bac.llm.store.budget.PostgresBank;
import dev.bac.llm.store.budget.PostgresBudgets;
import dev.bac.llm.store.routing.RoutingStore;
import dev.bac.orchestrator.access.Company;
import dev.bac.orchestrator.command.instance.Connections;
import dev.bac.orchestrator.command.instance.Failed;
import dev.bac.orchestrator.command.instance.Options;
import dev.bac.orchestrator.command.instance.WhileOpen;
import dev.bac.orchestrator.config.Settings;
import dev.bac.orchestrator.platform.Access;
import dev.bac.orchestrator.platform.FirstStart;
import dev.bac.orchestrator.run.ModelCalls;
import dev.bac.orchestrator.usage.Budgeting;
import dev.bac.orchestrator.usage.ConfiguredBudgets;
import dev.bac.orchestrator.usage.Savings;
import dev.bac.store.UuidV7;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** Budgets and usage of one company, for commands: whoever can read the data folder is its operator. */
record UsageDesk(Company company, Budgeting budgets, Savings savings) {
    private static final UserId SOMEBODY = new UserId(new UUID(0, 0));

    static <T> T with(Options options, String tenant, Function<UsageDesk, T> work) {
        Clock clock = Clock.systemUTC();
        Settings settings = options.settings();
        try (var open = new WhileOpen(OptionalInt.empty())) {
            var database = Connections.open(settings, open).database();
            var access = Access.open(database, clock, new UuidV7(clock, new SecureRandom()));
            Company company = FirstStart.find(access, tenant)
                    .orElseThrow(() -> new Failed("there is no tenant \"" + tenant + "\" here"));
            var router =
                    RouterStore.open(database, id -> access.companies().find(id).map(Company::settings));
            access.store().tenants().admit(company.id(), company.settings());
            var bank = new PostgresBank(
                    router, new ConfiguredBudgets(settings.budgets(), access.companies(), access.members())::of);
            var budgets = new Budgeting(new PostgresBudgets(router), bank, access.members(), access.store(), clock);
            try (var decisions = new RoutingStore(router)) {
                return work.apply(
                        new UsageDesk(company, budgets, new Savings(new ModelCalls(access.store()), decisions)));
            }
        }
    }

    Caller operator() {
        var roles = Set.of(Role.ADMIN);
        return new Caller(company.id(), SOMEBODY, "./bac", roles, Role.scopesOf(roles), Channel.API, Optional.empty());
    }
}
