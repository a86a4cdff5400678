package dev.bac.orchestrator.command;

import dev.bac.llm.routing.Catalogue;
import dev.bac.llm.routing.ModelInfo;
import dev.bac.orchestrator.platform.Models;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code bac models}: which models there are, and why one is or is not configured. */
@Command(name = "models", description = "Providers and models.", mixinStandardHelpOptions = true)
final class ModelsCommand implements Callable<Integer> {
    @Mixin
    private final Options options = new Options();

    @Override
    public Integer call() {
        var settings = options.settings(null, null).models();
        var providers = Models.find(settings, System.getenv(), Catalogue.shipped(), Clock.systemUTC());
        System.out.printf("%-40s %-12s %-22s %s%n", "MODEL", "CONFIGURED", "USD PER MILLION TOKENS", "WHY");
        providers.models().forEach(model -> System.out.println(line(model)));
        System.out.printf(
                "%-40s %-12s %-22s %s%n", "bac/planner", "yes", "0", "built in; answers when nothing else can");
        return 0;
    }

    private static String line(ModelInfo model) {
        String price = model.price()
                .map(known ->
                        known.input().toPlainString() + " in, " + known.output().toPlainString() + " out")
                .orElse("not known");
        String configured = model.configured() ? model.preset() ? "yes, first" : "yes" : "no";
        return "%-40s %-12s %-22s %s".formatted(model.id(), configured, price, model.why());
    }
}
