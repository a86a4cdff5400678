package dev.bac.finance.report;

import dev.bac.finance.party.Parties;
import dev.bac.finance.settlement.Side;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Tool;
import dev.bac.store.Tx;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** {@code finance_payables_ageing}. */
public final class PayablesAgeingTool {
    private final Parties parties;
    private final Ageing ageing;

    public PayablesAgeingTool(Parties parties, Ageing ageing) {
        this.parties = parties;
        this.ageing = ageing;
    }

    public record Question(
            @Arg("The day it is seen from; today when left out, never in the future") @Nullable LocalDate asOf,

            @Arg(value = "Only this supplier: name or id", ref = "account") @Nullable String supplier,

            @Arg("ISO currency code; the company's own when left out") @Nullable String currency,

            @Arg("How many suppliers at most, 1 to 200, the largest first; 50 when left out") @Nullable Integer limit,

            @Arg("The \"next\" of the page before") @Nullable String cursor,

            @Arg("What the age is counted from; due_date when left out")
            Ageing.@Nullable By by) {
        static Question of(@Nullable LocalDate asOf, @Nullable String supplier, @Nullable String currency) {
            return new Question(asOf, supplier, currency, null, null, null);
        }
    }

    AgeingReport ask(Caller caller, Tx tx, Question question) {
        var party = question.supplier() == null
                ? null
                : parties.supplier(tx, "supplier", question.supplier()).id();
        return AgeingReport.of(
                tx,
                ageing,
                Side.PAYABLE,
                new AgeingReport.Said(
                        question.asOf(), question.currency(), question.limit(), question.cursor(), question.by()),
                party);
    }

    public Tool<Question, AgeingReport> tool() {
        return Tool.read(
                        "finance_payables_ageing",
                        "Ageing of payables",
                        "Splits what we owe suppliers by how long it is overdue (not due, 1–30, 31–60, 61–90, over 90 days), for "
                                + "all suppliers together and one by one, as of any day, in one currency. Credits are shown beside.",
                        Question.class,
                        AgeingReport.class,
                        this::ask)
                .example("Show the aged payables", Question.of(null, null, null))
                .example("How much do we owe our suppliers, and how old is it?", Question.of(null, null, null))
                .example("Which suppliers do we pay too late?", Question.of(null, null, null))
                .example("How old is what we owe to DHL?", Question.of(null, "DHL", null))
                .example(
                        "What did we owe suppliers at the end of June 2026, by age?",
                        Question.of(LocalDate.of(2026, 6, 30), null, null));
    }
}
