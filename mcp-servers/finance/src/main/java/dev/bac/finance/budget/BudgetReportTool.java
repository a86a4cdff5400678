package dev.bac.finance.budget;

import dev.bac.finance.budget.Budgets.Ask;
import dev.bac.finance.budget.Budgets.Group;
import dev.bac.finance.journal.AccountKind;
import dev.bac.finance.journal.Counted;
import dev.bac.finance.journal.LedgerAccounts;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Money;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code finance_budget_report}. */
public final class BudgetReportTool {

    /** What the lines are. */
    public enum By {
        ACCOUNT,
        MONTH,
        COST_CENTER,
        PROJECT
    }

    public record Question(
            @Arg("First month or year, such as 2026-01 or 2026; this year when left out") @Nullable String from,

            @Arg("Last month or year; the end of from when left out") @Nullable String to,

            @Arg("What the lines are; account when left out") @Nullable By groupBy,

            @Arg(value = "Only this ledger account", ref = "ledger_account") @Nullable String account,

            @Arg("Only this cost centre") @Nullable String costCenter,

            @Arg("Only this project") @Nullable String project) {}

    /**
     * A line.
     *
     * @param kind income, costs, or an account of the balance sheet that has a budget
     * @param difference actual less budget
     * @param percent actual of budget; null where nothing is planned
     */
    public record Line(
            String name,
            AccountKind kind,
            Money budget,
            Money actual,
            Money difference,
            @Nullable BigDecimal percent) {}

    /** @param result income less costs */
    public record Report(String summary, String from, String to, List<Line> items, Line result, int total)
            implements Told {}

    Report ask(Caller caller, Tx tx, Question question) {
        var first = question.from() == null
                ? Period.of("from", Integer.toString(tx.today().getYear()))
                : Period.of("from", question.from());
        var period = question.to() == null ? first : first.to("to", Period.of("to", question.to()));
        var group = Group.valueOf(
                question.groupBy() == null ? "ACCOUNT" : question.groupBy().name());
        var account = question.account() == null ? null : LedgerAccounts.named(tx, "account", question.account());
        var ask = new Ask(period, group, Counted.given(tx, question.costCenter(), question.project()), account);
        var currency = tx.settings().currency().getCurrencyCode();
        var found = Budgets.compare(tx, ask);
        var items = found.stream()
                .filter(line -> line.budget().signum() != 0 || line.actual().signum() != 0)
                .map(line ->
                        line(line.label(), AccountKind.valueOf(line.kind()), line.budget(), line.actual(), currency))
                .toList();
        var result = line(
                "Result",
                AccountKind.INCOME,
                sum(found, AccountKind.INCOME, Budgets.Line::budget)
                        .subtract(sum(found, AccountKind.EXPENSE, Budgets.Line::budget)),
                sum(found, AccountKind.INCOME, Budgets.Line::actual)
                        .subtract(sum(found, AccountKind.EXPENSE, Budgets.Line::actual)),
                currency);
        return new Report(
                account == null
                        ? "Budget against actual, %s: result %s planned, %s booked, %s of difference."
                                .formatted(period, result.budget(), result.actual(), result.difference())
                        : "%s, %s: %s booked, %s planned."
                                .formatted(
                                        LedgerAccounts.label(tx, account),
                                        period,
                                        Money.of(sum(found, Budgets.Line::actual), currency),
                                        Money.of(sum(found, Budgets.Line::budget), currency)),
                period.from().toString(),
                period.to().toString(),
                items,
                result,
                items.size());
    }

    private static Line line(String name, AccountKind kind, BigDecimal budget, BigDecimal actual, String currency) {
        return new Line(
                name,
                kind,
                Money.of(budget, currency),
                Money.of(actual, currency),
                Money.of(actual.subtract(budget), currency),
                Optional.of(budget)
                        .filter(planned -> planned.signum() != 0)
                        .map(planned -> actual.movePointRight(2).divide(planned, 1, RoundingMode.HALF_UP))
                        .orElse(null));
    }

    private static BigDecimal sum(
            List<Budgets.Line> lines, AccountKind kind, Function<Budgets.Line, BigDecimal> amount) {
        return sum(
                lines.stream().filter(line -> line.kind().equals(kind.name())).toList(), amount);
    }

    private static BigDecimal sum(List<Budgets.Line> lines, Function<Budgets.Line, BigDecimal> amount) {
        return lines.stream().map(amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    public Tool<Question, Report> tool() {
        return Tool.read(
                        "finance_budget_report",
                        "Budget against actual",
                        "Compares what was planned with what is booked, by account, month, cost centre or project, with the difference "
                                + "of each. Also the way to see costs and income by cost centre or project.",
                        Question.class,
                        Report.class,
                        this::ask)
                .example("Compare budget and actual", new Question(null, null, null, null, null, null))
                .example(
                        "Budget against actual for 2026 by month",
                        new Question("2026", null, By.MONTH, null, null, null))
                .example("Costs by cost centre this year", new Question(null, null, By.COST_CENTER, null, null, null));
    }
}
