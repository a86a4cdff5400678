package dev.bac.finance.report;

import dev.bac.finance.journal.AccountKind;
import dev.bac.finance.journal.CashFlow;
import dev.bac.finance.journal.Entry.Dimensions;
import dev.bac.finance.report.StatementTool.Kind;
import dev.bac.finance.report.StatementTool.Line;
import dev.bac.finance.report.StatementTool.Section;
import dev.bac.finance.report.StatementTool.Statement;
import dev.bac.mcp.Money;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The three statements out of the journal, in the company's own currency. Profit and loss and cash flow leave the
 * entries of a year's close out, so that a closed year reads as before; the balance sheet shows what no close has carried
 * to equity yet as the current result.
 */
record Statements(Tx tx) {
    private static final LocalDate BEGINNING = LocalDate.of(1900, 1, 1);

    /** An account's movement, debit above zero, and the part of it that is revaluation. */
    private record Moved(String account, AccountKind kind, CashFlow flow, BigDecimal sum, BigDecimal revalued) {}

    Statement profitAndLoss(LocalDate from, LocalDate to, Dimensions counted) {
        var moved = moved(from, to, false, counted);
        var income = section("Income", moved, one -> one.kind() == AccountKind.INCOME, true);
        var costs = section("Costs", moved, one -> one.kind() == AccountKind.EXPENSE, false);
        var result = money(income.total().amount().subtract(costs.total().amount()));
        return new Statement(
                "From %s to %s: income %s, costs %s, %s %s."
                        .formatted(
                                from,
                                to,
                                income.total(),
                                costs.total(),
                                result.amount().signum() < 0 ? "loss" : "profit",
                                money(result.amount().abs())),
                Kind.PROFIT_AND_LOSS,
                from,
                to,
                result,
                true,
                List.of(income, costs));
    }

    Statement balanceSheet(LocalDate asOf) {
        var moved = moved(BEGINNING, asOf, true, Dimensions.NONE);
        var assets = section("Assets", moved, one -> one.kind() == AccountKind.ASSET, false);
        var debts = section("Liabilities", moved, one -> one.kind() == AccountKind.LIABILITY, true);
        var equity = section("Equity", moved, one -> one.kind() == AccountKind.EQUITY, true);
        var result = money(sum(moved, Statements::ofResult).negate());
        var lines = new ArrayList<>(equity.lines());
        lines.add(new Line("Result not yet carried over", result));
        var whole = new Section("Equity", money(equity.total().amount().add(result.amount())), lines);
        boolean balanced = assets.total()
                        .amount()
                        .compareTo(debts.total().amount().add(whole.total().amount()))
                == 0;
        return new Statement(
                "On %s: assets %s, liabilities %s, equity %s%s."
                        .formatted(
                                asOf,
                                assets.total(),
                                debts.total(),
                                whole.total(),
                                balanced ? "" : "; they DO NOT balance"),
                Kind.BALANCE_SHEET,
                null,
                asOf,
                result,
                balanced,
                List.of(assets, debts, whole));
    }

    /**
     * The indirect method of IAS 7.18(b); what revaluation did to money itself stands apart (IAS 7.28). What an account of
     * the result gained or lost by investing or financing, such as the sale of a machine, is taken out of the operating
     * activities and stands where its money went (IAS 7.20(c)).
     */
    Statement cashFlow(LocalDate from, LocalDate to) {
        var moved = moved(from, to, false, Dimensions.NONE);
        var exchange = moved.stream()
                .filter(one -> one.flow() == CashFlow.CASH)
                .map(Moved::revalued)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        var sections = List.of(
                summed("Operating activities", operating(moved, exchange)),
                section("Investing activities", moved, one -> one.flow() == CashFlow.INVESTING, true),
                section("Financing activities", moved, one -> one.flow() == CashFlow.FINANCING, true),
                summed("Exchange differences of money", List.of(new Line("Revaluation", money(exchange)))));
        var change = sum(moved, one -> one.flow() == CashFlow.CASH && !ofResult(one));
        var parts = sections.stream().map(one -> one.total().amount()).reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Statement(
                "From %s to %s money changed by %s: operating %s, investing %s, financing %s."
                        .formatted(
                                from,
                                to,
                                money(change),
                                sections.get(0).total(),
                                sections.get(1).total(),
                                sections.get(2).total()),
                Kind.CASH_FLOW,
                from,
                to,
                money(change),
                parts.compareTo(change) == 0,
                sections);
    }

    private List<Line> operating(List<Moved> moved, BigDecimal exchange) {
        var result = sum(moved, Statements::ofResult).negate();
        var own = Stream.of(
                new Line("Result", money(result)), new Line("Exchange differences of money", money(exchange.negate())));
        var elsewhere = lines(
                moved,
                one -> ofResult(one) && (one.flow() == CashFlow.INVESTING || one.flow() == CashFlow.FINANCING),
                false);
        var held = lines(
                moved,
                one -> !ofResult(one) && (one.flow() == CashFlow.OPERATING || one.flow() == CashFlow.NON_CASH),
                true);
        return Stream.of(own, elsewhere.stream(), held.stream())
                .flatMap(lines -> lines)
                .filter(line -> line.amount().amount().signum() != 0)
                .toList();
    }

    private static boolean ofResult(Moved one) {
        return one.kind() == AccountKind.INCOME || one.kind() == AccountKind.EXPENSE;
    }

    private Section section(String name, List<Moved> moved, Predicate<Moved> which, boolean credit) {
        return summed(name, lines(moved, which, credit));
    }

    private Section summed(String name, List<Line> lines) {
        return new Section(
                name,
                money(lines.stream().map(line -> line.amount().amount()).reduce(BigDecimal.ZERO, BigDecimal::add)),
                lines);
    }

    private List<Line> lines(List<Moved> moved, Predicate<Moved> which, boolean credit) {
        return moved.stream()
                .filter(which)
                .filter(one -> one.sum().signum() != 0)
                .map(one -> new Line(one.account(), money(credit ? one.sum().negate() : one.sum())))
                .toList();
    }

    private static BigDecimal sum(List<Moved> moved, Predicate<Moved> which) {
        return moved.stream().filter(which).map(Moved::sum).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private Money money(BigDecimal amount) {
        return Money.of(amount, tx.settings().currency().getCurrencyCode());
    }

    private List<Moved> moved(LocalDate from, LocalDate to, boolean withCloses, Dimensions counted) {
        return tx.sql()
                .createQuery("""
                        SELECT l.code || ' ' || l.name AS account, l.kind, l.flow, sum(p.base) AS sum,
                               coalesce(sum(p.base) FILTER (WHERE e.source IN ('REVALUATION', 'REVALUATION_END')), 0) AS revalued
                          FROM posting p JOIN journal_entry e ON e.id = p.entry_id
                                         JOIN ledger_account l ON l.code = p.account
                         WHERE e.booked_on BETWEEN :from AND :to AND (:closes OR e.source <> 'YEAR_CLOSE')
                           AND (CAST(:center AS text) IS NULL OR p.cost_center = :center)
                           AND (CAST(:project AS text) IS NULL OR p.project = :project)
                         GROUP BY l.code, l.name, l.kind, l.flow ORDER BY l.code
                        """)
                .bind("from", from)
                .bind("to", to)
                .bind("closes", withCloses)
                .bind("center", counted.costCenter())
                .bind("project", counted.project())
                .map((row, _) -> new Moved(
                        row.getString("account"),
                        AccountKind.valueOf(row.getString("kind")),
                        CashFlow.valueOf(row.getString("flow")),
                        row.getBigDecimal("sum"),
                        row.getBigDecimal("revalued")))
                .list();
    }
}
