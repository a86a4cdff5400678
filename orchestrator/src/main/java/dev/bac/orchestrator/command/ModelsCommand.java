package dev.bac.orchestrator.command;

import dev.bac.llm.routing.Catalogue;
import dev.bac.llm.routing.ModelInfo;
import dev.bac.llm.routing.Router;
import dev.bac.orchestrator.command.instance.Connections;
import dev.bac.orchestrator.command.instance.Options;
import dev.bac.orchestrator.command.instance.WhileOpen;
import dev.bac.orchestrator.config.Settings;
import dev.bac.orchestrator.instance.InstanceFile;
import dev.bac.orchestrator.platform.Access;
import dev.bac.orchestrator.platform.FirstStart;
import dev.bac.orchestrator.platform.Models;
import dev.bac.orchestrator.run.ModelCalls;
import dev.bac.store.UuidV7;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code bac models}: which models there are, why one is or is not configured, and what its answers took. */
@Command(
        name = "models",
        description = "Providers and models.",
        mixinStandardHelpOptions = true,
        subcommands = {ModelsCheckCommand.class, ModelsEvaluateCommand.class})
final class ModelsCommand implements Callable<Integer> {
    @Mixin
    private final Options options = new Options();

    private static final String ROW = "%-40s %-12s %-22s %-12s %s%n";

    @Override
    public Integer call() {
        var settings = options.settings(null, null);
        var providers = Models.find(settings.models(), System.getenv(), Catalogue.shipped(), Clock.systemUTC());
        Map<String, Long> medians = medians(settings);
        var standings = Standings.of(InstanceFile.find(settings.server().data()));
        System.out.printf(ROW, "MODEL", "CONFIGURED", "USD PER MILLION TOKENS", "MEDIAN TIME", "WHY");
        providers
                .models()
                .forEach(model -> print(
                        model,
                        took(medians, model.id()),
                        standings.of(model.id()).map(told -> "; " + told).orElse("")));
        System.out.printf(
                ROW,
                Router.PLANNER,
                "yes",
                "0",
                took(medians, Router.PLANNER),
                "built in; answers when nothing else can");
        return 0;
    }

    /** What the first company's answers of the last week took; empty before there is one. */
    private static Map<String, Long> medians(Settings settings) {
        if (settings.database().url().isEmpty()
                && !Files.exists(settings.server().data())) {
            return Map.of();
        }
        Clock clock = Clock.systemUTC();
        try (var open = new WhileOpen(OptionalInt.empty())) {
            var storage = Connections.open(settings, open);
            var access = Access.open(storage.database(), clock, new UuidV7(clock, new SecureRandom()));
            return access.companies()
                    .find(FirstStart.SLUG)
                    .map(company -> new ModelCalls(access.store()).medians(company.id()))
                    .orElse(Map.of());
        }
    }

    private static String took(Map<String, Long> medians, String model) {
        return Optional.ofNullable(medians.get(model)).map(ms -> ms + " ms").orElse("-");
    }

    private static void print(ModelInfo model, String took, String standing) {
        String price = model.price()
                .map(known ->
                        known.input().toPlainString() + " in, " + known.output().toPlainString() + " out")
                .orElse("not known");
        String configured = model.configured() ? model.preset() ? "yes, first" : "yes" : "no";
        System.out.printf(ROW, model.id(), configured, price, took, model.why() + standing);
    }
}
