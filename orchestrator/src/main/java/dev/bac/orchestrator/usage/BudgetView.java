package dev.bac.orchestrator.usage;

import dev.bac.llm.budget.Balance;
import dev.bac.llm.budget.Budget;
import dev.bac.llm.budget.Measure;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * A budget, as the API shows it.
 *
 * @param limit with its unit, such as {@code 20 USD}
 * @param accounts those of the current day or month that were used
 */
public record BudgetView(
        UUID id,
        String per,
        String subject,
        String limit,
        String every,
        List<Integer> alerts,
        List<AccountView> accounts) {

    /**
     * How one of them stands; amounts are decimal strings in the limit's unit.
     *
     * @param reserved taken by calls under way, or kept ready for them
     * @param left never negative
     * @param alerted the highest percentage that was told; 0 when none was
     */
    public record AccountView(
            String subject, String spent, String reserved, String left, int alerted, Instant resetsAt) {}

    public static BudgetView of(Budgeting.Standing standing) {
        Budget budget = standing.budget();
        return new BudgetView(
                budget.id(),
                label(budget.per()),
                budget.subject(),
                budget.measure().told(budget.most()),
                label(budget.period()),
                budget.alerts(),
                standing.accounts().stream().map(BudgetView::account).toList());
    }

    private static AccountView account(Balance balance) {
        Budget budget = balance.account().budget();
        Measure measure = budget.measure();
        long left = Math.max(0, budget.most() - balance.spent() - balance.held());
        return new AccountView(
                balance.account().subject(),
                measure.amount(balance.spent()).toPlainString(),
                measure.amount(balance.held()).toPlainString(),
                measure.amount(left).toPlainString(),
                balance.alerted(),
                balance.account().window().ends());
    }

    private static String label(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT);
    }
}
