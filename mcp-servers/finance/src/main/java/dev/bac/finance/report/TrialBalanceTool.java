package dev.bac.finance.report;

import dev.bac.finance.journal.AccountKind;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Money;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code finance_trial_balance}. */
public final class TrialBalanceTool {

    public record Question(
            @Arg("The last day that counts; today when left out") @Nullable LocalDate asOf,

            @Arg("Only what was posted in this currency; all of the ledger in the company's own currency when left out")
            @Nullable String currency) {}

    /**
     * One account.
     *
     * @param debit all debits up to the day
     * @param credit all credits up to the day
     * @param balance debits less credits: below zero is a credit balance
     */
    public record Line(String code, String account, AccountKind kind, Money debit, Money credit, Money balance) {}

    public record Report(
            String summary, LocalDate asOf, boolean balanced, Money debit, Money credit, List<Line> items, int total)
            implements Told {}

    Report ask(Caller caller, Tx tx, Question question) {
        var asOf = question.asOf() == null ? tx.today() : Given.date("asOf", question.asOf());
        var currency =
                Given.currency("currency", question.currency(), tx.settings().currency());
        var lines = lines(tx, asOf, currency, question.currency() == null ? "base" : "amount");
        var debit = sum(lines.stream().map(line -> line.debit().amount()).toList());
        var credit = sum(lines.stream().map(line -> line.credit().amount()).toList());
        boolean balanced = debit.compareTo(credit) == 0;
        var totals = Money.of(debit, currency);
        return new Report(
                "Trial balance on %s: %d accounts, debits %s, credits %s: %s."
                        .formatted(
                                asOf,
                                lines.size(),
                                totals,
                                Money.of(credit, currency),
                                balanced ? "they are equal" : "they DIFFER"),
                asOf,
                balanced,
                totals,
                Money.of(credit, currency),
                lines,
                lines.size());
    }

    private static List<Line> lines(Tx tx, LocalDate asOf, String currency, String column) {
        return tx.sql()
                .createQuery("""
                        SELECT l.code, l.name, l.kind,
                               coalesce(sum(p.%1$s) FILTER (WHERE p.%1$s > 0), 0) AS debit,
                               coalesce(-sum(p.%1$s) FILTER (WHERE p.%1$s < 0), 0) AS credit
                          FROM posting p JOIN journal_entry e ON e.id = p.entry_id
                                         JOIN ledger_account l ON l.code = p.account
                         WHERE e.booked_on <= :asOf AND (:all OR p.currency = :currency)
                         GROUP BY l.code, l.name, l.kind ORDER BY l.code
                        """.formatted(column))
                .bind("all", column.equals("base"))
                .bind("asOf", asOf)
                .bind("currency", currency)
                .map((row, _) -> {
                    BigDecimal debit = row.getBigDecimal("debit");
                    BigDecimal credit = row.getBigDecimal("credit");
                    return new Line(
                            row.getString("code"),
                            row.getString("name"),
                            AccountKind.valueOf(row.getString("kind")),
                            Money.of(debit, currency),
                            Money.of(credit, currency),
                            Money.of(debit.subtract(credit), currency));
                })
                .list();
    }

    private static BigDecimal sum(List<BigDecimal> amounts) {
        return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    public Tool<Question, Report> tool() {
        return Tool.read(
                        "finance_trial_balance",
                        "Trial balance",
                        "Lists every account of the general ledger with debits, credits and balance up to a day, and says whether "
                                + "they are equal. Use it for the balance of the bank, of tax or of a cost account.",
                        Question.class,
                        Report.class,
                        this::ask)
                .example("Do the books balance?", new Question(null, null))
                .example("Print the trial balance", new Question(null, null))
                .example("How much money is in the bank account?", new Question(null, null))
                .example(
                        "Balances of all ledger accounts at the end of 2025",
                        new Question(LocalDate.of(2025, 12, 31), null))
                .example("Show the general ledger totals in dollars", new Question(null, "USD"));
    }
}
