package dev.bac.orchestrator.command;

import dev.bac.llm.budget.Budget;
import dev.bac.llm.budget.Per;
import dev.bac.llm.budget.Period;
import dev.bac.llm.budget.Quantity;
import dev.bac.orchestrator.command.instance.Failed;
import dev.bac.orchestrator.command.instance.Options;
import dev.bac.orchestrator.command.instance.Wrong;
import dev.bac.orchestrator.config.BudgetSettings;
import dev.bac.orchestrator.platform.FirstStart;
import dev.bac.orchestrator.problem.Refusal;
import dev.bac.orchestrator.usage.BudgetView;
import dev.bac.orchestrator.usage.Budgeting;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bac budgets}: what may be spent on models, whether or not an instance runs on the data folder. */
@Command(name = "budgets", description = "What may be spent on models.", mixinStandardHelpOptions = true)
final class BudgetsCommand {
    private static final String ROW = "%-36s  %-6s  %-36s  %-20s  %-5s  %-14s  %-14s  %s%n";

    @Command(
            name = "list",
            description = "The budgets of a tenant and how they stand.",
            mixinStandardHelpOptions = true)
    int list(@Mixin Options options, @Option(names = "--tenant", defaultValue = FirstStart.SLUG) String tenant) {
        print(with(options, tenant, here -> here.budgets().list(here.company().id()).stream()
                .map(BudgetView::of)
                .toList()));
        return 0;
    }

    @Command(
            name = "set",
            description = "Set a budget; one of the same kind is changed, what was spent stays spent.",
            mixinStandardHelpOptions = true)
    int set(
            @Mixin Options options,
            @Option(names = "--tenant", defaultValue = FirstStart.SLUG) String tenant,
            @Option(names = "--per", defaultValue = "tenant", description = "tenant, user, agent or key.") String per,
            @Option(
                            names = "--subject",
                            defaultValue = Budget.EACH,
                            description = "A user's name, an agent's name, a key's id; each of them when left out.")
                    String subject,
            @Option(
                            names = "--limit",
                            required = true,
                            description = "Such as \"20 USD\", \"500000 tokens\" or \"1000 requests\".")
                    String limit,
            @Option(names = "--every", defaultValue = "month", description = "day or month.") String every) {
        var wanted = new Budgeting.Wanted(
                choice("--per", Per.class, per),
                subject,
                Quantity.parse(limit)
                        .orElseThrow(() -> new Wrong(
                                "--limit must be an amount with its unit: 20 USD, 500000 tokens or 1000 requests")),
                choice("--every", Period.class, every),
                BudgetSettings.USUAL_ALERTS);
        var standing = with(options, tenant, here -> here.budgets().set(here.operator(), wanted));
        System.out.println(standing.budget().id());
        return 0;
    }

    @Command(name = "remove", description = "Remove a budget.", mixinStandardHelpOptions = true)
    int remove(
            @Mixin Options options,
            @Option(names = "--tenant", defaultValue = FirstStart.SLUG) String tenant,
            @Parameters(paramLabel = "ID", description = "The budget's id, from ./bac budgets list.") String id) {
        UUID budget;
        try {
            budget = UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw new Wrong("\"" + id + "\" is not a budget's id; ./bac budgets list shows them");
        }
        return with(options, tenant, here -> {
            here.budgets().remove(here.operator(), budget);
            return 0;
        });
    }

    private static <T> T with(Options options, String tenant, Function<UsageDesk, T> work) {
        try {
            return UsageDesk.with(options, tenant, work);
        } catch (Refusal refused) {
            throw new Failed(refused.detail());
        }
    }

    static void print(List<BudgetView> budgets) {
        System.out.printf(ROW, "BUDGET", "PER", "SUBJECT", "LIMIT", "EVERY", "SPENT", "LEFT", "RESETS");
        for (BudgetView budget : budgets) {
            if (budget.accounts().isEmpty()) {
                line(budget, budget.subject(), "0", "-", "-");
            }
            budget.accounts()
                    .forEach(account -> line(
                            budget,
                            account.subject(),
                            account.spent(),
                            account.left(),
                            account.resetsAt().toString()));
        }
    }

    private static void line(BudgetView budget, String subject, String spent, String left, String resets) {
        System.out.printf(ROW, budget.id(), budget.per(), subject, budget.limit(), budget.every(), spent, left, resets);
    }

    private static <E extends Enum<E>> E choice(String option, Class<E> type, String said) {
        return Arrays.stream(type.getEnumConstants())
                .filter(one -> one.name().equalsIgnoreCase(said))
                .findFirst()
                .orElseThrow(() -> new Wrong(option + " must be one of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(one -> one.name().toLowerCase(Locale.ROOT))
                                .toList()));
    }
}
