package dev.bac.finance.budget;

import dev.bac.finance.journal.Counted;
import dev.bac.finance.journal.LedgerAccounts;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Money;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code finance_budget_set}. */
public final class BudgetSetTool {
    private static final int MOST = 200;
    private static final BigDecimal LARGEST = new BigDecimal("1000000000000");

    public record Order(
            @Arg(value = "The ledger account: code or name, such as Rent", ref = "ledger_account") @Nullable String account,

            @Arg("A year such as 2026, whose months share the amount, or a month such as 2026-03") @Nullable String period,

            @Arg(
                    value =
                            "What is planned in the company's own currency, a cost and an income above zero; 0 takes it away",
                    format = "decimal")
            @Nullable BigDecimal amount,

            @Arg("Code of the cost centre it is for") @Nullable String costCenter,

            @Arg("Code of the project it is for") @Nullable String project,

            @Arg("Several at once instead, such as out of a spreadsheet, at most 200") @Nullable List<Row> rows) {}

    /** One amount. */
    public record Row(
            @Arg(value = "The ledger account", ref = "ledger_account")
            String account,

            @Arg("A year or a month") String period,

            @Arg(value = "What is planned", format = "decimal")
            BigDecimal amount,

            @Arg("Cost centre") @Nullable String costCenter,

            @Arg("Project") @Nullable String project) {}

    public record Planned(String summary, int months, Money total) implements Told {}

    Planned set(Caller caller, Tx tx, Order order) {
        int months = 0;
        var total = BigDecimal.ZERO;
        var rows = rows(order);
        for (var row : rows) {
            var account = LedgerAccounts.named(tx, "account", row.account());
            var period = Period.of("period", row.period()).months();
            int decimals = tx.settings().currency().getDefaultFractionDigits();
            var amount = Given.number("amount", row.amount(), decimals, LARGEST);
            Budgets.put(
                    tx,
                    account,
                    period,
                    Budgets.spread(amount, period.size(), decimals),
                    Counted.given(tx, row.costCenter(), row.project()));
            months += period.size();
            total = total.add(amount);
        }
        var sum = Money.of(total, tx.settings().currency().getCurrencyCode());
        return new Planned(
                rows.size() == 1
                        ? "Planned %s for %s in %s."
                                .formatted(
                                        sum,
                                        rows.getFirst().account(),
                                        rows.getFirst().period())
                        : "Planned %d amounts, %s together.".formatted(rows.size(), sum),
                months,
                sum);
    }

    private static List<Row> rows(Order order) {
        var rows = new ArrayList<Row>();
        if (order.rows() != null) {
            rows.addAll(order.rows());
        }
        if (order.account() != null || order.amount() != null || order.period() != null) {
            if (order.account() == null || order.amount() == null || order.period() == null) {
                throw ToolRefusal.invalid(
                        order.account() == null ? "account" : order.amount() == null ? "amount" : "period",
                        "is missing; give account, period and amount, or rows");
            }
            rows.add(new Row(order.account(), order.period(), order.amount(), order.costCenter(), order.project()));
        } else if (order.costCenter() != null || order.project() != null) {
            throw ToolRefusal.invalid(
                    order.costCenter() != null ? "costCenter" : "project",
                    "goes with account, period and amount; rows have their own");
        }
        if (rows.isEmpty() || rows.size() > MOST) {
            throw ToolRefusal.invalid("rows", "has %d amounts; give 1 to %d".formatted(rows.size(), MOST));
        }
        return rows;
    }

    public Tool<Order, Planned> tool() {
        return Tool.write(
                        "finance_budget_set",
                        "Set a budget",
                        "Plans an amount for a ledger account in a month or a year, for a cost centre or project if you like. Replaces "
                                + "what was planned for it before; books nothing.",
                        Effect.WRITE,
                        Risk.NONE,
                        Order.class,
                        Planned.class,
                        this::set)
                .example("Set the budget for rent to 21,600 in 2026", of("rent", "2026", "21600"))
                .example("Budget 500 for travel in 2026-04", of("travel", "2026-04", "500"));
    }

    private static Order of(String account, String period, String amount) {
        return new Order(account, period, new BigDecimal(amount), null, null, null);
    }
}
