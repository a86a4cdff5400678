package dev.bac.finance.setup;

import dev.bac.finance.journal.Chart;
import dev.bac.finance.journal.Charts;
import dev.bac.finance.journal.Periods;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.util.Locale;
import java.util.Optional;

/** {@code finance_setup_chart}. */
public final class ChartTool {

    public record Order(
            @Arg("Which chart: a general one, or after the habits of US GAAP, IFRS, the German SKR03 or SYSCOHADA")
            Charts chart) {}

    public record Applied(String summary, Charts chart, int accounts) implements Told {}

    Applied apply(Caller caller, Tx tx, Order order) {
        Periods.holdBooks(tx);
        boolean used = tx.sql()
                .createQuery("SELECT EXISTS (SELECT FROM journal_entry)")
                .mapTo(Boolean.class)
                .one();
        if (used) {
            throw new ToolRefusal(
                    "conflict", "chart: entries are posted already; add accounts with finance_setup_account");
        }
        referring(tx).ifPresent(those -> {
            throw new ToolRefusal(
                    "conflict",
                    "chart: %s refer to accounts of the chart there is; keep it and add accounts with finance_setup_account"
                            .formatted(those));
        });
        tx.sql().createUpdate("DELETE FROM ledger_account").execute();
        var accounts = order.chart().accounts();
        Chart.add(tx, accounts);
        return new Applied(
                "The chart of accounts is now %s, %d accounts."
                        .formatted(order.chart().name().toLowerCase(Locale.ROOT), accounts.size()),
                order.chart(),
                accounts.size());
    }

    /** What would be left with accounts that there are no more. */
    private static Optional<String> referring(Tx tx) {
        return tx.sql().createQuery("""
                        SELECT string_agg(what, ', ') FROM (
                          SELECT 'budgets' AS what WHERE EXISTS (SELECT FROM budget) UNION ALL
                          SELECT 'bank rules' WHERE EXISTS (SELECT FROM bank_rule) UNION ALL
                          SELECT 'bank statements' WHERE EXISTS (SELECT FROM bank_account) UNION ALL
                          SELECT 'held transfers' WHERE EXISTS (SELECT FROM pending_transfer) UNION ALL
                          SELECT 'recurring documents' WHERE EXISTS (SELECT FROM recurring) UNION ALL
                          SELECT 'accounts that may not be overdrawn' WHERE EXISTS (SELECT FROM ledger_account WHERE no_overdraft)
                        ) referring
                        """).mapTo(String.class).findOne();
    }

    public Tool<Order, Applied> tool() {
        return Tool.write(
                        "finance_setup_chart",
                        "Choose a chart of accounts",
                        "Gives a company that has posted nothing yet another chart of accounts.",
                        Effect.DESTRUCTIVE,
                        Risk.BULK,
                        Order.class,
                        Applied.class,
                        this::apply)
                .example("Use the SKR03 chart of accounts", new Order(Charts.SKR03))
                .example("Set up the books with an IFRS chart", new Order(Charts.IFRS));
    }
}
