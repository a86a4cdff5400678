package dev.bac.finance.report;

import dev.bac.finance.report.StatementTool.Kind;
import dev.bac.finance.report.StatementTool.Line;
import dev.bac.finance.report.StatementTool.Section;
import dev.bac.finance.report.StatementTool.Statement;
import dev.bac.finance.report.TaxRows.Posted;
import dev.bac.finance.report.TaxRows.Taxed;
import dev.bac.mcp.Money;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Tax on sales and purchases of a span by the documents' posting dates (what has been invoiced, paid or not), in the
 * company's own currency as it was booked. What is owed is the documents' tax alone; what else was posted to the tax
 * accounts, such as what was paid to the office, stands apart, and both together are what those accounts moved by.
 */
record TaxReport(Tx tx) {
    /** Rates and postings of a section that are shown one by one; further ones are one line. */
    static final int SHOWN = 100;

    Statement of(LocalDate from, LocalDate to) {
        var rows = new TaxRows(tx, from, to);
        var taxed = rows.taxed();
        var sold = taxed.stream().filter(Taxed::sale).toList();
        var bought = taxed.stream().filter(one -> !one.sale()).toList();
        var owedByUs = bought.stream()
                .filter(one -> one.reverseRate().signum() != 0 || one.reverse().signum() != 0)
                .toList();
        var sales = taxed("Tax on sales", sold, Taxed::rate, Taxed::tax);
        var reverse = taxed("Tax owed in suppliers' place", owedByUs, Taxed::reverseRate, Taxed::reverse);
        var purchases = taxed("Tax on purchases", bought, Taxed::inputRate, Taxed::tax);
        var others = others(rows.other());
        var accounts = accounts(rows);
        var output = sales.total().amount().add(reverse.total().amount());
        var owed = output.subtract(purchases.total().amount());
        var sections = new ArrayList<>(List.of(sales));
        if (!reverse.lines().isEmpty()) {
            sections.add(reverse);
        }
        sections.add(purchases);
        if (!others.lines().isEmpty()) {
            sections.add(others);
        }
        sections.add(accounts);
        boolean agrees =
                owed.add(others.total().amount()).compareTo(accounts.total().amount()) == 0;
        return new Statement(
                sentence(from, to, money(output), purchases.total(), owed)
                        + said(others.total(), accounts.total(), agrees),
                Kind.TAX,
                from,
                to,
                money(owed),
                agrees,
                sections);
    }

    private String sentence(LocalDate from, LocalDate to, Money output, Money input, BigDecimal owed) {
        return "From %s to %s by invoice date: tax on sales %s, tax on purchases %s, so %s %s."
                .formatted(
                        from,
                        to,
                        output,
                        input,
                        money(owed.abs()),
                        owed.signum() < 0 ? "is to be refunded" : "is owed");
    }

    private static String said(Money others, Money moved, boolean agrees) {
        var more = others.amount().signum() == 0
                ? ""
                : " Other postings on the tax accounts, such as payments to the tax office, come to %s and are not in it; together the accounts moved by %s."
                        .formatted(others, moved);
        return agrees ? more : more + " The tax accounts moved by %s: they DO NOT agree.".formatted(moved);
    }

    private Section taxed(
            String name, List<Taxed> rows, Function<Taxed, BigDecimal> rate, Function<Taxed, BigDecimal> tax) {
        var lines = new ArrayList<>(rows.stream()
                .limit(SHOWN)
                .map(one ->
                        new Line(one.label(), money(tax.apply(one)), one.code(), rate.apply(one), money(one.base())))
                .toList());
        if (rows.size() > SHOWN) {
            var rest = rows.subList(SHOWN, rows.size());
            lines.add(new Line(
                    "%d further rates".formatted(rest.size()),
                    money(sum(rest, tax)),
                    null,
                    null,
                    money(sum(rest, Taxed::base))));
        }
        return new Section(name, money(sum(rows, tax)), lines, money(sum(rows, Taxed::base)));
    }

    /** What raised the debt to the office stands above zero. */
    private Section others(TaxRows.Other other) {
        var lines = new ArrayList<>(other.shown().stream()
                .map(one -> new Line(
                        "%s %s (%s)".formatted(one.day(), one.description(), one.account()), money(one.owed())))
                .toList());
        if (other.count() > lines.size()) {
            lines.add(new Line(
                    "%d further postings".formatted(other.count() - lines.size()),
                    money(other.sum().subtract(sum(other.shown(), Posted::owed)))));
        }
        return new Section("Other postings on the tax accounts", money(other.sum()), lines);
    }

    /** What the journal says, whatever was posted and by whom. */
    private Section accounts(TaxRows rows) {
        var moved = rows.moved();
        var lines = moved.stream()
                .map(one -> new Line(one.account(), money(one.owed())))
                .toList();
        return new Section("Tax accounts in the journal", money(sum(moved, TaxRows.Moved::owed)), lines);
    }

    private static <T> BigDecimal sum(List<T> all, Function<T, BigDecimal> part) {
        return all.stream().map(part).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private Money money(BigDecimal amount) {
        return Money.of(amount, tx.settings().currency().getCurrencyCode());
    }
}
