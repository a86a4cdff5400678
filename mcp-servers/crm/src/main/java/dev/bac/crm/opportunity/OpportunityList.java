package dev.bac.crm.opportunity;

import dev.bac.mcp.Money;
import dev.bac.mcp.argument.Filter;
import dev.bac.mcp.argument.Page;
import dev.bac.mcp.argument.PageWanted;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Deals by filters, in an order, with their sums. */
public final class OpportunityList {

    /** What to list; a null filters nothing. */
    record Wanted(
            OpportunityStatus status,
            @Nullable Stage stage,
            @Nullable UUID account,
            @Nullable String owner,
            @Nullable BigDecimal minAmount,
            @Nullable LocalDate closeFrom,
            @Nullable LocalDate closeTo,
            @Nullable String pipeline,
            OpportunitySort sort) {

        Filter filter() {
            var filter = new Filter()
                    .where("o.stage = :stage", "stage", stage)
                    .where("o.account_id = :account", "account", account)
                    .where("position(lower(:owner) in lower(o.owner)) > 0", "owner", owner)
                    .where("o.amount >= :minAmount", "minAmount", minAmount)
                    .where("o.close_date >= :closeFrom", "closeFrom", closeFrom)
                    .where("o.pipeline = :pipeline", "pipeline", pipeline)
                    .where("o.close_date <= :closeTo", "closeTo", closeTo);
            return switch (status) {
                case OPEN -> filter.where("o.stage NOT IN ('WON', 'LOST')");
                case WON -> filter.where("o.stage = 'WON'");
                case LOST -> filter.where("o.stage = 'LOST'");
                case ALL -> filter;
            };
        }
    }

    /** The deals of one currency: how many, their sum and the sum weighted by probability. */
    public record Sum(long deals, Money amount, Money weighted) {}

    Page<Opportunity> part(Tx tx, Wanted wanted, PageWanted page) {
        var filter = wanted.filter();
        return wanted.sort()
                .order
                .read(
                        tx,
                        OpportunityStore.SELECT + filter.sql(),
                        filter::bindTo,
                        page,
                        (row, _) -> OpportunityStore.read(row));
    }

    /** Weighted forecast = Σ amount × probability, by currency, the largest first. */
    List<Sum> sums(Tx tx, Wanted wanted) {
        var filter = wanted.filter();
        return filter.bindTo(tx.sql()
                        .createQuery(
                                """
                        SELECT o.currency, count(*) AS deals, sum(o.amount) AS amount,
                               sum(o.amount * s.probability) / 100 AS weighted
                        """ + OpportunityStore.FROM + filter.sql() + " GROUP BY o.currency ORDER BY 3 DESC"))
                .map((row, _) -> new Sum(
                        row.getLong("deals"),
                        rounded(row.getBigDecimal("amount"), row.getString("currency")),
                        rounded(row.getBigDecimal("weighted"), row.getString("currency"))))
                .list();
    }

    private static Money rounded(BigDecimal amount, String currency) {
        int scale = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        return Money.of(amount.setScale(scale, RoundingMode.HALF_EVEN), currency);
    }
}
