package dev.bac.finance.close;

import dev.bac.finance.journal.Chart;
import dev.bac.finance.journal.Entry;
import dev.bac.finance.journal.Entry.Leg;
import dev.bac.finance.journal.Journal;
import dev.bac.finance.journal.Periods;
import dev.bac.finance.journal.Role;
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
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code finance_year_close}. */
public final class YearCloseTool {
    private final Journal journal;

    public YearCloseTool(Journal journal) {
        this.journal = journal;
    }

    public record Order(
            @Arg("The last day of the fiscal year, the last of a month, such as 2025-12-31")
            LocalDate yearEnd) {}

    /** @param result profit above zero */
    public record Closed(String summary, LocalDate from, LocalDate to, Money result, int accounts) implements Told {}

    private record Balance(String account, String currency, BigDecimal amount, BigDecimal base) {}

    Closed close(Caller caller, Tx tx, Order order) {
        Periods.holdBooks(tx);
        var end = Given.date("yearEnd", order.yearEnd());
        if (!end.equals(YearMonth.from(end).atEndOfMonth())) {
            throw ToolRefusal.invalid("yearEnd", "%s is not the last day of a month".formatted(end));
        }
        if (!end.isBefore(tx.today())) {
            throw ToolRefusal.invalid("yearEnd", "%s is not over yet; today is %s".formatted(end, tx.today()));
        }
        var last = lastClosed(tx);
        if (last != null && !end.isAfter(last)) {
            throw new ToolRefusal("conflict", "yearEnd: the books are closed up to %s already".formatted(last));
        }
        var start = last == null ? end.plusDays(1).minusYears(1) : last.plusDays(1);
        var balances = balances(tx, end);
        Periods.passSoftLock(tx);
        post(tx, end, balances);
        var result = balances.stream()
                .map(Balance::base)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .negate();
        tx.sql()
                .createUpdate("""
                        INSERT INTO fiscal_year (id, starts_on, ends_on, result, closed_at)
                        VALUES (:id, :start, :end, :result, :now)
                        """)
                .bind("id", tx.newId())
                .bind("start", start)
                .bind("end", end)
                .bind("result", result)
                .bind("now", tx.now())
                .execute();
        Periods.set(tx, first(tx, start), YearMonth.from(end), Periods.State.HARD);
        var profit = Money.of(result, tx.settings().currency().getCurrencyCode());
        return new Closed(
                "Closed the year from %s to %s: a %s of %s went to retained earnings; its months are closed for good."
                        .formatted(
                                start,
                                end,
                                result.signum() < 0 ? "loss" : "profit",
                                Money.of(result.abs(), profit.currency())),
                start,
                end,
                profit,
                balances.size());
    }

    private static @Nullable LocalDate lastClosed(Tx tx) {
        return tx.sql()
                .createQuery("SELECT max(ends_on) FROM fiscal_year")
                .mapTo(LocalDate.class)
                .findOne()
                .orElse(null);
    }

    /** Nothing may be booked before the year either: the month of the first entry, or the year's own. */
    private static YearMonth first(Tx tx, LocalDate start) {
        return tx.sql()
                .createQuery("SELECT least(min(booked_on), :start) FROM journal_entry")
                .bind("start", start)
                .mapTo(LocalDate.class)
                .findOne()
                .map(YearMonth::from)
                .orElse(YearMonth.from(start));
    }

    private static List<Balance> balances(Tx tx, LocalDate end) {
        return tx.sql()
                .createQuery("""
                        SELECT p.account, p.currency, sum(p.amount) AS amount, sum(p.base) AS base
                          FROM posting p JOIN journal_entry e ON e.id = p.entry_id
                                         JOIN ledger_account l ON l.code = p.account AND l.kind IN ('INCOME', 'EXPENSE')
                         WHERE e.booked_on <= :end GROUP BY 1, 2 HAVING sum(p.amount) <> 0 OR sum(p.base) <> 0
                         ORDER BY 2, 1
                        """)
                .bind("end", end)
                .map((row, _) -> new Balance(
                        row.getString("account"),
                        row.getString("currency"),
                        row.getBigDecimal("amount"),
                        row.getBigDecimal("base")))
                .list();
    }

    private void post(Tx tx, LocalDate end, List<Balance> balances) {
        var retained = Chart.of(tx).code(Role.RETAINED);
        Map<String, List<Balance>> byCurrency = new TreeMap<>();
        balances.forEach(one -> byCurrency
                .computeIfAbsent(one.currency(), _ -> new ArrayList<>())
                .add(one));
        for (var currency : byCurrency.entrySet()) {
            var legs = new ArrayList<Leg>();
            var amount = BigDecimal.ZERO;
            var base = BigDecimal.ZERO;
            for (var one : currency.getValue()) {
                amount = amount.add(one.amount());
                base = base.add(one.base());
                legs.addAll(
                        moved(one.account(), one.amount().negate(), one.base().negate()));
            }
            legs.addAll(moved(retained, amount, base));
            var id = tx.newId();
            journal.post(
                    tx,
                    List.of(new Entry(
                            id,
                            end,
                            "Close of the year " + end,
                            Entry.Source.YEAR_CLOSE,
                            id,
                            currency.getKey(),
                            BigDecimal.ONE,
                            legs)));
        }
    }

    /** Differences of rates can leave an amount and its base on opposite sides; then each takes a leg of its own. */
    private static List<Leg> moved(String account, BigDecimal amount, BigDecimal base) {
        if (amount.signum() * base.signum() >= 0) {
            return List.of(new Leg(account, amount, base, null, Entry.Dimensions.NONE));
        }
        return List.of(
                new Leg(account, amount, BigDecimal.ZERO, null, Entry.Dimensions.NONE),
                Leg.difference(account, base, null));
    }

    public Tool<Order, Closed> tool() {
        return Tool.write(
                        "finance_year_close",
                        "Close a fiscal year",
                        "Carries the balances of income and costs up to the year's last day to retained earnings and closes its months "
                                + "for good. It cannot be taken back.",
                        Effect.DESTRUCTIVE,
                        Risk.BULK,
                        Order.class,
                        Closed.class,
                        this::close)
                .example("Close the fiscal year 2025", new Order(LocalDate.of(2025, 12, 31)))
                .example("Do the year-end close for 2024", new Order(LocalDate.of(2024, 12, 31)));
    }
}
