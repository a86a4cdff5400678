package dev.bac.orchestrator.command;

import dev.bac.llm.routing.choice.Evaluation;
import dev.bac.llm.routing.choice.KeptDecision;
import dev.bac.llm.routing.choice.Policies;
import dev.bac.llm.routing.choice.Policy;
import dev.bac.llm.store.RouterStore;
import dev.bac.llm.store.routing.RoutingStore;
import dev.bac.orchestrator.access.Company;
import dev.bac.orchestrator.command.instance.Connections;
import dev.bac.orchestrator.command.instance.Options;
import dev.bac.orchestrator.command.instance.WhileOpen;
import dev.bac.orchestrator.command.instance.Wrong;
import dev.bac.orchestrator.config.Settings;
import dev.bac.orchestrator.platform.Access;
import dev.bac.orchestrator.platform.FirstStart;
import dev.bac.store.UuidV7;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bac models evaluate}: what a policy would have done with the decisions that were kept. */
@Command(
        name = "evaluate",
        description = "What a policy would have done with the decisions that were kept, before it goes live.",
        mixinStandardHelpOptions = true)
final class ModelsEvaluateCommand implements Callable<Integer> {
    private static final int MOST = 10_000;

    @Mixin
    private final Options options = new Options();

    @Parameters(paramLabel = "POLICY", description = "auto, cheapest, fastest, best, cascade, or one of bac.yaml.")
    private String name = "";

    @Option(names = "--tenant", paramLabel = "NAME", description = "The company; the first one when left out.")
    private String tenant = FirstStart.SLUG;

    @Override
    public Integer call() {
        var settings = options.settings(null, null);
        var choice = settings.models().router().choice();
        Policy policy = new Policies(choice.policies(), Policy.AUTO.name(), _ -> Optional.empty())
                .find(name)
                .orElseThrow(() -> new Wrong("no policy is called \"" + name + "\""));
        List<KeptDecision> kept = decisions(settings);
        if (kept.isEmpty()) {
            System.out.println("No decisions are kept yet; ask auto something with a vendor's model configured.");
            return 0;
        }
        print(Evaluation.of(policy, kept));
        return 0;
    }

    private List<KeptDecision> decisions(Settings settings) {
        Clock clock = Clock.systemUTC();
        try (var open = new WhileOpen(OptionalInt.empty())) {
            var storage = Connections.open(settings, open);
            var access = Access.open(storage.database(), clock, new UuidV7(clock, new SecureRandom()));
            Company company = access.companies()
                    .find(tenant)
                    .orElseThrow(() -> new Wrong("no company is called \"" + tenant + "\""));
            var router = RouterStore.open(
                    storage.database(), id -> access.companies().find(id).map(Company::settings));
            try (var store = new RoutingStore(router)) {
                return store.decisions(company.id(), MOST);
            }
        }
    }

    private void print(Evaluation found) {
        System.out.printf(
                "%d decisions; %s would have chosen the model that answered in %d of them%n",
                found.decisions(), name, found.same());
        System.out.printf("%-10s %-22s %-22s %s%n", "", "EXPECTED USD A CALL", "EXPECTED SECONDS", "EXPECTED QUALITY");
        row("as it was", found.before());
        row(name, found.after());
        score("measured score of all outcomes", found.measuredBefore());
        score("measured score where " + name + " agrees", found.measured());
    }

    private static void row(String label, Evaluation.Sum sum) {
        System.out.printf("%-10s %-22.6f %-22.2f %.3f%n", label, sum.cost(), sum.seconds(), sum.quality());
    }

    private static void score(String label, OptionalDouble score) {
        System.out.println(
                label + ": " + (score.isPresent() ? "%.3f".formatted(score.getAsDouble()) : "no outcomes yet"));
    }
}
