package dev.bac.finance.report;

import dev.bac.finance.journal.Counted;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Money;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code finance_statement_get}. */
public final class StatementTool {

    /** The statements there are. */
    public enum Kind {
        PROFIT_AND_LOSS,
        BALANCE_SHEET,
        CASH_FLOW,
        /** VAT or sales tax by tax code. */
        TAX
    }

    public record Question(
            @Arg("Which statement; tax is VAT or sales tax") Kind kind,

            @Arg("The last day that counts; today when left out") @Nullable LocalDate to,

            @Arg("The first day, not for a balance sheet; 1 January of the last day's year when left out") @Nullable LocalDate from,

            @Arg("Only what counts for this cost centre; profit and loss alone") @Nullable String costCenter,

            @Arg("Only what counts for this project; profit and loss alone") @Nullable String project) {
        static Question of(Kind kind, @Nullable LocalDate to) {
            return new Question(kind, to, null, null, null);
        }
    }

    /**
     * An account, or what a section sums up.
     *
     * @param amount of a tax statement the tax
     * @param code the tax code; null for a bare rate, and in other statements
     * @param rate percent, in a tax statement alone
     * @param base the amount without tax that {@code amount} is reckoned on, in a tax statement alone
     */
    public record Line(
            String account,
            Money amount,
            @Nullable String code,
            @Nullable BigDecimal rate,
            @Nullable Money base) {
        Line(String account, Money amount) {
            this(account, amount, null, null, null);
        }
    }

    /**
     * A part of the statement.
     *
     * @param base the sum of the lines' bases, in a tax statement alone
     */
    public record Section(
            String name,
            Money total,
            List<Line> lines,
            @Nullable Money base) {
        Section(String name, Money total, List<Line> lines) {
            this(name, total, lines, null);
        }
    }

    /**
     * @param result profit above zero; of a cash-flow statement what the money in bank and cash changed by; of a tax
     *     statement what is owed to the tax office, below zero what it is to refund
     * @param balanced assets are liabilities and equity; what the parts of a cash-flow statement sum to is what is there;
     *     the documents' tax and other postings are what the tax accounts moved by
     */
    public record Statement(
            String summary,
            Kind kind,
            @Nullable LocalDate from,
            LocalDate to,
            Money result,
            boolean balanced,
            List<Section> sections)
            implements Told {}

    Statement ask(Caller caller, Tx tx, Question question) {
        var to = question.to() == null ? tx.today() : Given.date("to", question.to());
        var from = question.from() == null ? to.withDayOfYear(1) : Given.date("from", question.from());
        if (from.isAfter(to)) {
            throw ToolRefusal.invalid("from", "%s is after %s".formatted(from, to));
        }
        var counted = Counted.given(tx, question.costCenter(), question.project());
        boolean all = counted.costCenter() == null && counted.project() == null;
        if (!all && question.kind() != Kind.PROFIT_AND_LOSS) {
            throw ToolRefusal.invalid(
                    counted.costCenter() == null ? "project" : "costCenter",
                    "only profit and loss is counted by cost centre and project");
        }
        var statements = new Statements(tx);
        return switch (question.kind()) {
            case PROFIT_AND_LOSS -> statements.profitAndLoss(from, to, counted);
            case BALANCE_SHEET -> statements.balanceSheet(to);
            case CASH_FLOW -> statements.cashFlow(from, to);
            case TAX -> new TaxReport(tx).of(from, to);
        };
    }

    public Tool<Question, Statement> tool() {
        return Tool.read(
                        "finance_statement_get",
                        "Financial statement",
                        "Gives the profit and loss statement, the balance sheet, the cash-flow statement or the VAT or sales tax report "
                                + "(by tax code, and what is owed or refunded), account by account, for a span or as of any day, in the "
                                + "company's own currency with foreign currencies converted.",
                        Question.class,
                        Statement.class,
                        this::ask)
                .example("Show the balance sheet", Question.of(Kind.BALANCE_SHEET, null))
                .example(
                        "Balance sheet at the end of 2025", Question.of(Kind.BALANCE_SHEET, LocalDate.of(2025, 12, 31)))
                .example("Profit and loss statement", Question.of(Kind.PROFIT_AND_LOSS, null))
                .example("Give me the income statement", Question.of(Kind.PROFIT_AND_LOSS, null))
                .example("Cash flow statement for this year", Question.of(Kind.CASH_FLOW, null))
                .example("Show the VAT report for this year", Question.of(Kind.TAX, null))
                .example(
                        "How much VAT do we owe for January to March 2026?",
                        new Question(Kind.TAX, LocalDate.of(2026, 3, 31), LocalDate.of(2026, 1, 1), null, null));
    }
}
