package dev.bac.finance.report;

import dev.bac.finance.party.Parties;
import dev.bac.finance.settlement.Side;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Money;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.mcp.argument.PageWanted;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code finance_receivables_ageing}. */
public final class AgeingTool {
    private static final int STANDARD = 50;
    private final Parties parties;
    private final Ageing ageing;

    public AgeingTool(Parties parties, Ageing ageing) {
        this.parties = parties;
        this.ageing = ageing;
    }

    public record Question(
            @Arg("The day it is seen from; today when left out, never in the future") @Nullable LocalDate asOf,

            @Arg(value = "Only this customer: name or id", ref = "account") @Nullable String customer,

            @Arg("ISO currency code; the company's own when left out") @Nullable String currency,

            @Arg("How many customers at most, 1 to 200, the largest first; 50 when left out") @Nullable Integer limit,

            @Arg("The \"next\" of the page before") @Nullable String cursor,

            @Arg("What the age is counted from; due_date when left out")
            Ageing.@Nullable By by) {
        static Question of(@Nullable LocalDate asOf, @Nullable String customer, @Nullable String currency) {
            return new Question(asOf, customer, currency, null, null, null);
        }
    }

    public record Report(
            String summary,
            LocalDate asOf,
            Ageing.Buckets sum,
            List<Ageing.Line> items,
            int total,
            @Nullable String next)
            implements Told {}

    Report ask(Caller caller, Tx tx, Question question) {
        var asOf = question.asOf() == null ? tx.today() : Given.date("asOf", question.asOf());
        if (asOf.isAfter(tx.today())) {
            throw ToolRefusal.invalid("asOf", "%s is in the future; today is %s".formatted(asOf, tx.today()));
        }
        var currency =
                Given.currency("currency", question.currency(), tx.settings().currency());
        var wanted = PageWanted.of(question.limit(), question.cursor(), STANDARD);
        UUID party = question.customer() == null
                ? null
                : parties.customer(tx, "customer", question.customer()).id();
        var by = question.by() == null ? Ageing.By.DUE_DATE : question.by();
        var ask = new Ageing.Ask(Side.RECEIVABLE, asOf, currency, by, party);
        var sum = ageing.sum(tx, ask);
        var page = ageing.page(tx, ask, wanted);
        return new Report(
                sentence(asOf, currency, sum), asOf, sum.buckets(currency), page.items(), sum.parties(), page.next());
    }

    private static String sentence(LocalDate asOf, String currency, Ageing.Sum sum) {
        if (sum.parties() == 0) {
            return "On %s nobody owes us anything in %s.".formatted(asOf, currency);
        }
        var late = sum.to30().add(sum.to60()).add(sum.to90()).add(sum.over90());
        return "On %s customers owe us %s: %s not due yet, %s overdue (%s for more than 90 days)%s, %d customers."
                .formatted(
                        asOf,
                        Money.of(sum.balance(), currency),
                        Money.of(sum.notDue(), currency),
                        Money.of(late, currency),
                        Money.of(sum.over90(), currency),
                        sum.credit().compareTo(BigDecimal.ZERO) > 0
                                ? ", less %s of credit".formatted(Money.of(sum.credit(), currency))
                                : "",
                        sum.parties());
    }

    public Tool<Question, Report> tool() {
        return Tool.read(
                        "finance_receivables_ageing",
                        "Ageing of receivables",
                        "Splits what customers owe by how long it is overdue (not due, 1–30, 31–60, 61–90, over 90 days), for "
                                + "all customers together and one by one, as of any day, in one currency. Credits are shown beside.",
                        Question.class,
                        Report.class,
                        this::ask)
                .example("Show the aged receivables", Question.of(null, null, null))
                .example("How much money is outstanding in total, and how old is it?", Question.of(null, null, null))
                .example("Which customers are more than 90 days late?", Question.of(null, null, null))
                .example("Ageing report in US dollars", Question.of(null, null, "USD"))
                .example("How old are the debts of Globex?", Question.of(null, "Globex", null))
                .example(
                        "What did customers owe us at the end of June 2026, by age?",
                        Question.of(LocalDate.of(2026, 6, 30), null, null));
    }
}
