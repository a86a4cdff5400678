package dev.bac.orchestrator.command;

import dev.bac.orchestrator.command.instance.Options;
import dev.bac.orchestrator.command.instance.Wrong;
import dev.bac.orchestrator.platform.FirstStart;
import dev.bac.orchestrator.run.ModelCalls;
import dev.bac.orchestrator.usage.BudgetView;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bac usage}: what models cost, and how the budgets stand. */
@Command(name = "usage", description = "What models cost, and how the budgets stand.", mixinStandardHelpOptions = true)
final class UsageCommand implements Callable<Integer> {
    private static final String ROW = "%-40s %8s %12s %12s %12s %14s %14s %14s%n";
    private static final int MOST_DAYS = 3_660;

    @Mixin
    private final Options options = new Options();

    @Option(names = "--tenant", defaultValue = FirstStart.SLUG)
    private String tenant = FirstStart.SLUG;

    @Option(names = "--by", defaultValue = "day", description = "day, model, agent, user or tenant.")
    private String by = "day";

    @Option(names = "--days", defaultValue = "30", description = "How many days, today included.")
    private int days = 30;

    @Override
    public Integer call() {
        if (!ModelCalls.sums(by)) {
            throw new Wrong("--by must be day, model, agent, user or tenant");
        }
        if (days < 1 || days > MOST_DAYS) {
            throw new Wrong("--days must be from 1 to " + MOST_DAYS);
        }
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        return UsageDesk.with(options, tenant, here -> {
            LocalDate from = today.minusDays(days - 1L);
            var sums = here.savings().calls().report(here.operator(), from, today, by);
            print(sums, here.savings().routed(here.company().id(), from, today, by));
            var budgets = here.budgets().list(here.company().id()).stream()
                    .map(BudgetView::of)
                    .toList();
            if (!budgets.isEmpty()) {
                System.out.println();
                BudgetsCommand.print(budgets);
            }
            return 0;
        });
    }

    private void print(List<ModelCalls.Sum> sums, Function<String, BigDecimal> routed) {
        System.out.printf(
                ROW,
                by.toUpperCase(java.util.Locale.ROOT),
                "CALLS",
                "INPUT",
                "CACHED",
                "OUTPUT",
                "USD",
                "SAVED BY CACHE",
                "BY ROUTING");
        sums.forEach(sum -> System.out.printf(
                ROW,
                sum.key(),
                sum.calls(),
                sum.input(),
                sum.cached(),
                sum.output(),
                sum.cost().map(BigDecimal::toPlainString).orElse("not known"),
                sum.saved().toPlainString(),
                routed.apply(sum.key()).toPlainString()));
    }
}
