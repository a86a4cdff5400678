package dev.bac.crm.report;

import dev.bac.crm.opportunity.Stage;
import dev.bac.mcp.Money;
import dev.bac.mcp.argument.Filter;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the pipeline comes to. Amounts are summed exactly and rounded once, half to even, where they are shown; the
 * weighted forecast of a currency is Σ amount × probability over its open deals.
 */
final class PipelineFigures {

    /** Which deals count; a null filters nothing. */
    record Wanted(
            String pipeline,
            @Nullable String owner,
            @Nullable LocalDate closeFrom,
            @Nullable LocalDate closeTo) {

        Filter filter() {
            return new Filter()
                    .where("o.pipeline = :pipeline", "pipeline", pipeline)
                    .where("position(lower(:owner) in lower(o.owner)) > 0", "owner", owner)
                    .where("o.close_date >= :closeFrom", "closeFrom", closeFrom)
                    .where("o.close_date <= :closeTo", "closeTo", closeTo);
        }
    }

    /** The open deals of a stage in one currency. */
    public record StageRow(Stage stage, String title, int probability, long deals, Money amount, Money weighted) {}

    /**
     * The deals of one currency that are decided in a month.
     *
     * @param month such as 2026-04
     * @param weighted Σ amount × probability of the open ones
     * @param won the amount already won
     */
    public record MonthRow(String month, long deals, Money amount, Money weighted, Money won) {}

    /** All open deals of a currency. */
    public record TotalRow(long deals, Money amount, Money weighted) {}

    private static final String DEALS =
            " FROM opportunity o JOIN stage s ON s.pipeline = o.pipeline AND s.code = o.stage ";
    private static final String OPEN = "o.stage NOT IN ('WON', 'LOST')";

    List<StageRow> stages(Tx tx, Wanted wanted) {
        var filter = wanted.filter().where(OPEN);
        return filter
                .bindTo(tx.sql().createQuery("""
                        SELECT s.code, s.title, s.probability, o.currency, count(*) AS deals, sum(o.amount) AS amount,
                               sum(o.amount * s.probability) / 100 AS weighted
                        """ + DEALS + filter.sql() + " GROUP BY 1, 2, 3, 4"))
                .map((row, _) -> new StageRow(
                        Stage.valueOf(row.getString("code")),
                        row.getString("title"),
                        row.getInt("probability"),
                        row.getLong("deals"),
                        money(row.getBigDecimal("amount"), row.getString("currency")),
                        money(row.getBigDecimal("weighted"), row.getString("currency"))))
                .stream()
                .sorted(Comparator.comparing(StageRow::stage)
                        .thenComparing(row -> row.amount().currency()))
                .toList();
    }

    List<MonthRow> months(Tx tx, Wanted wanted) {
        var filter = wanted.filter().where("o.stage <> 'LOST'");
        return filter.bindTo(
                        tx.sql().createQuery("""
                        SELECT to_char(o.close_date, 'YYYY-MM') AS month, o.currency,
                               count(*) AS deals,
                               coalesce(sum(o.amount) FILTER (WHERE o.stage <> 'WON'), 0) AS amount,
                               coalesce(sum(o.amount * s.probability) FILTER (WHERE o.stage <> 'WON'), 0) / 100 AS weighted,
                               coalesce(sum(o.amount) FILTER (WHERE o.stage = 'WON'), 0) AS won
                        """ + DEALS + filter.sql() + " GROUP BY 1, 2 ORDER BY 1, 2 LIMIT 500"))
                .map((row, _) -> new MonthRow(
                        row.getString("month"),
                        row.getLong("deals"),
                        money(row.getBigDecimal("amount"), row.getString("currency")),
                        money(row.getBigDecimal("weighted"), row.getString("currency")),
                        money(row.getBigDecimal("won"), row.getString("currency"))))
                .list();
    }

    List<TotalRow> totals(Tx tx, Wanted wanted) {
        var filter = wanted.filter().where(OPEN);
        return filter.bindTo(tx.sql().createQuery("""
                        SELECT o.currency, count(*) AS deals, sum(o.amount) AS amount,
                               sum(o.amount * s.probability) / 100 AS weighted
                        """ + DEALS + filter.sql() + " GROUP BY 1 ORDER BY 3 DESC, 1"))
                .map((row, _) -> new TotalRow(
                        row.getLong("deals"),
                        money(row.getBigDecimal("amount"), row.getString("currency")),
                        money(row.getBigDecimal("weighted"), row.getString("currency"))))
                .list();
    }

    private static Money money(BigDecimal amount, String currency) {
        int scale = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        return Money.of(amount.setScale(scale, RoundingMode.HALF_EVEN), currency);
    }
}
