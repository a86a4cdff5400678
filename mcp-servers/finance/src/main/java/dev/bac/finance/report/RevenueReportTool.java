package dev.bac.finance.report;

import dev.bac.finance.party.Parties;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Money;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** {@code finance_revenue_report}: income and costs of the journal, without tax. */
public final class RevenueReportTool {
    private static final int STANDARD = 50;
    private static final String FROM = """
            FROM posting p JOIN journal_entry e ON e.id = p.entry_id
                           JOIN ledger_account l ON l.code = p.account AND l.kind IN ('INCOME', 'EXPENSE')
                           LEFT JOIN party ON party.id = p.party_id
            WHERE e.booked_on BETWEEN :from AND :to
              AND (CAST(:party AS uuid) IS NULL OR p.party_id = CAST(:party AS uuid))
            """;
    private static final String SUMS = """
            coalesce(-sum(p.amount) FILTER (WHERE l.kind = 'INCOME'), 0) AS revenue,
            coalesce(sum(p.amount) FILTER (WHERE l.kind = 'EXPENSE'), 0) AS costs
            """;

    private final Parties parties;

    public RevenueReportTool(Parties parties) {
        this.parties = parties;
    }

    public record Question(
            @Arg(
                    "The time span, such as last_month or this_year; this_year when neither it nor from and to are given. from and to go first")
            @Nullable Span period,

            @Arg("First day, instead of a period") @Nullable LocalDate from,

            @Arg("Last day, instead of a period; today when only from is given") @Nullable LocalDate to,

            @Arg("Split by month, quarter, year or customer; month when left out") @Nullable Grouping groupBy,

            @Arg(value = "Only this customer: name or id", ref = "account") @Nullable String customer,

            @Arg("ISO currency code; the company's own when left out") @Nullable String currency,

            @Arg("How many rows at most, 1 to 200; 50 when left out") @Nullable Integer limit) {
        static Question of(@Nullable Span period, @Nullable Grouping groupBy, @Nullable String customer) {
            return new Question(period, null, null, groupBy, customer, null, null);
        }
    }

    /** One row: a month such as 2026-05, a quarter such as 2026-Q2, a year or a customer. */
    public record Line(String group, Money revenue, Money costs, Money profit) {}

    /**
     * @param otherCurrencies revenue of the span in other currencies, which the rows leave out
     * @param total number of rows there are
     */
    public record Report(
            String summary,
            LocalDate from,
            LocalDate to,
            Money revenue,
            Money costs,
            Money profit,
            List<Line> items,
            int total,
            List<Money> otherCurrencies)
            implements Told {}

    private record Ask(
            Span.Days days, String currency, @Nullable UUID party) {}

    Report ask(Caller caller, Tx tx, Question question) {
        var days = days(tx, question);
        var currency =
                Given.currency("currency", question.currency(), tx.settings().currency());
        int limit = Given.rows(question.limit(), STANDARD);
        var customer = question.customer() == null ? null : parties.customer(tx, "customer", question.customer());
        var ask = new Ask(days, currency, customer == null ? null : customer.id());
        var grouping = question.groupBy() == null ? Grouping.MONTH : question.groupBy();
        var sum = bound(tx, "SELECT '' AS name, " + SUMS + FROM + "AND p.currency = :currency", ask)
                .bind("currency", currency)
                .map((row, _) -> line(row, currency))
                .one();
        var others = others(tx, ask);
        var lines = lines(tx, ask, grouping, customer == null);
        return new Report(
                sentence(days, customer == null ? null : customer.name(), sum, others),
                days.from(),
                days.to(),
                sum.revenue(),
                sum.costs(),
                sum.profit(),
                lines.stream().limit(limit).toList(),
                lines.size(),
                others);
    }

    private static Span.Days days(Tx tx, Question question) {
        if (question.from() == null && question.to() == null) {
            return (question.period() == null ? Span.THIS_YEAR : question.period()).seenFrom(tx.today());
        }
        var to = question.to() == null ? tx.today() : Given.date("to", question.to());
        var from = question.from() == null ? to.withDayOfYear(1) : Given.date("from", question.from());
        if (from.isAfter(to)) {
            throw ToolRefusal.invalid("from", "%s is after %s".formatted(from, to));
        }
        return new Span.Days(from, to);
    }

    /** At most 1,000 groups: 83 years of months, or the thousand best customers. */
    private static List<Line> lines(Tx tx, Ask ask, Grouping grouping, boolean all) {
        var sql = "SELECT %s AS name, ".formatted(grouping.sql) + SUMS + FROM + "AND p.currency = :currency"
                + (grouping == Grouping.CUSTOMER && all ? " AND l.kind = 'INCOME'" : "")
                + " GROUP BY 1 ORDER BY " + (grouping == Grouping.CUSTOMER ? "revenue DESC, name" : "name")
                + " LIMIT 1000";
        return bound(tx, sql, ask)
                .bind("currency", ask.currency())
                .map((row, _) -> line(row, ask.currency()))
                .list();
    }

    private static List<Money> others(Tx tx, Ask ask) {
        return bound(tx, "SELECT p.currency, " + SUMS + FROM + "AND p.currency <> :currency GROUP BY 1 ORDER BY 1", ask)
                .bind("currency", ask.currency())
                .map((row, _) -> Money.of(row.getBigDecimal("revenue"), row.getString("currency")))
                .list();
    }

    private static Query bound(Tx tx, String sql, Ask ask) {
        return tx.sql()
                .createQuery(sql)
                .bind("from", ask.days().from())
                .bind("to", ask.days().to())
                .bind("party", ask.party() == null ? null : ask.party().toString());
    }

    private static Line line(ResultSet row, String currency) throws SQLException {
        BigDecimal revenue = row.getBigDecimal("revenue");
        BigDecimal costs = row.getBigDecimal("costs");
        return new Line(
                row.getString("name"),
                Money.of(revenue, currency),
                Money.of(costs, currency),
                Money.of(revenue.subtract(costs), currency));
    }

    private static String sentence(Span.Days days, @Nullable String customer, Line sum, List<Money> others) {
        var more = others.isEmpty()
                ? ""
                : ", besides "
                        + String.join(
                                " and ", others.stream().map(Money::toString).toList());
        return customer != null
                ? "Revenue with %s from %s to %s was %s%s, without tax."
                        .formatted(customer, days.from(), days.to(), sum.revenue(), more)
                : "Revenue from %s to %s was %s%s, without tax; costs were %s, so profit was %s."
                        .formatted(days.from(), days.to(), sum.revenue(), more, sum.costs(), sum.profit());
    }

    public Tool<Question, Report> tool() {
        return Tool.read(
                        "finance_revenue_report",
                        "Revenue, costs and profit",
                        "Reports revenue (without tax, by invoice date), costs and profit of a time span, split by month, quarter, "
                                + "year or customer. Use it for sales figures, turnover, profit and best customers.",
                        Question.class,
                        Report.class,
                        this::ask)
                .example("How much turnover did we make last month?", Question.of(Span.LAST_MONTH, null, null))
                .example("Sales by month this year", Question.of(Span.THIS_YEAR, Grouping.MONTH, null))
                .example("Quarterly revenue for last year", Question.of(Span.LAST_YEAR, Grouping.QUARTER, null))
                .example(
                        "Who were our best customers last quarter?",
                        Question.of(Span.LAST_QUARTER, Grouping.CUSTOMER, null))
                .example("What profit have we made this quarter?", Question.of(Span.THIS_QUARTER, null, null))
                .example(
                        "How much did we earn from Wayne Enterprises this year?",
                        Question.of(Span.THIS_YEAR, null, "Wayne Enterprises"))
                .example(
                        "Revenue between 1 February and 15 March 2026",
                        new Question(
                                null, LocalDate.of(2026, 2, 1), LocalDate.of(2026, 3, 15), null, null, null, null));
    }
}
