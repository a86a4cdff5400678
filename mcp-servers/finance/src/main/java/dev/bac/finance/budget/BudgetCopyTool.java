package dev.bac.finance.budget;

import dev.bac.finance.budget.Budgets.Source;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** {@code finance_budget_copy}. */
public final class BudgetCopyTool {
    private static final int FIRST = 1990;
    private static final int LAST = 2100;
    private static final BigDecimal MOST_PERCENT = new BigDecimal("10000");

    /** Where the amounts come from. */
    public enum From {
        ACTUAL,
        BUDGET
    }

    public record Order(
            @Arg("The year to plan, such as 2027") int year,

            @Arg("The year whose amounts are taken; the one before when left out") @Nullable Integer fromYear,

            @Arg("actual takes what was booked, budget what was planned; actual when left out") @Nullable From source,

            @Arg(
                    value = "Percent of those amounts, such as 105 for five percent more; 100 when left out",
                    format = "decimal")
            @Nullable BigDecimal percent,

            @Arg("True to throw away what is planned for the year already; false keeps it when left out") @Nullable Boolean replace) {}

    public record Copied(String summary, int year, int amounts) implements Told {}

    Copied copy(Caller caller, Tx tx, Order order) {
        int from = order.fromYear() == null ? order.year() - 1 : order.fromYear();
        within("year", order.year());
        within("fromYear", from);
        if (from == order.year()) {
            throw ToolRefusal.invalid("fromYear", "is the year that is planned; give another one");
        }
        var percent = order.percent() == null
                ? new BigDecimal(100)
                : Given.number("percent", order.percent(), 4, MOST_PERCENT);
        if (percent.signum() <= 0) {
            throw ToolRefusal.invalid("percent", "must be above zero");
        }
        var source = order.source() == From.BUDGET ? Source.BUDGET : Source.ACTUAL;
        int amounts = Budgets.copy(
                tx, from, order.year(), source, percent.movePointLeft(2), Boolean.TRUE.equals(order.replace()));
        return new Copied(
                "Planned %d amounts for %d: %s percent of what was %s in %d."
                        .formatted(
                                amounts,
                                order.year(),
                                percent.stripTrailingZeros().toPlainString(),
                                source == Source.ACTUAL ? "booked" : "planned",
                                from),
                order.year(),
                amounts);
    }

    private static void within(String field, int year) {
        if (year < FIRST || year > LAST) {
            throw ToolRefusal.invalid(field, "must be within %d and %d".formatted(FIRST, LAST));
        }
    }

    public Tool<Order, Copied> tool() {
        return Tool.write(
                        "finance_budget_copy",
                        "Copy a year into a budget",
                        "Plans a year with what was booked or planned in another, month by month, account by account, times a percentage.",
                        Effect.WRITE,
                        Risk.NONE,
                        Order.class,
                        Copied.class,
                        this::copy)
                .example(
                        "Make the budget of 2027 from last year's actuals plus 5 percent",
                        new Order(2027, null, null, new BigDecimal("105"), null));
    }
}
