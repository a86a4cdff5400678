package dev.bac.finance.budget;

import dev.bac.finance.journal.Entry.Dimensions;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The table of what is planned. */
final class Budgets {
    private Budgets() {}

    /** Where a copy takes its amounts from. */
    enum Source {
        ACTUAL,
        BUDGET
    }

    /** Plans an amount for each of the months; an amount of zero takes the plan away. */
    static void put(Tx tx, String account, List<YearMonth> months, List<BigDecimal> amounts, Dimensions counted) {
        var center = Objects.requireNonNullElse(counted.costCenter(), "");
        var project = Objects.requireNonNullElse(counted.project(), "");
        for (int i = 0; i < months.size(); i++) {
            var zero = amounts.get(i).signum() == 0;
            tx.sql()
                    .createUpdate(zero ? """
                            DELETE FROM budget WHERE account = :account AND month = :month AND cost_center = :center
                               AND project = :project AND CAST(:id AS uuid) IS NOT NULL AND CAST(:amount AS numeric) = 0
                            """ : """
                            INSERT INTO budget (id, account, month, cost_center, project, amount)
                            VALUES (:id, :account, :month, :center, :project, :amount)
                            ON CONFLICT (tenant_id, account, month, cost_center, project) DO UPDATE SET amount = excluded.amount
                            """)
                    .bind("id", tx.newId())
                    .bind("account", account)
                    .bind("month", months.get(i).atDay(1))
                    .bind("center", center)
                    .bind("project", project)
                    .bind("amount", amounts.get(i))
                    .execute();
        }
    }

    /** Shares of an amount that sum to it: running sums are rounded, not the shares. */
    static List<BigDecimal> spread(BigDecimal amount, int parts, int decimals) {
        var shares = new ArrayList<BigDecimal>();
        var given = BigDecimal.ZERO;
        for (int i = 1; i <= parts; i++) {
            var upTo = amount.multiply(BigDecimal.valueOf(i))
                    .divide(BigDecimal.valueOf(parts), decimals, RoundingMode.HALF_UP);
            shares.add(upTo.subtract(given));
            given = upTo;
        }
        return shares;
    }

    /**
     * Takes a year's amounts over into another, each times a factor and rounded half up.
     *
     * @param replace whether what is planned for the year already gives way; else it stays as it is
     * @return how many amounts were planned
     */
    static int copy(Tx tx, int from, int to, Source source, BigDecimal factor, boolean replace) {
        if (replace) {
            tx.sql()
                    .createUpdate("DELETE FROM budget WHERE extract(year FROM month) = :to")
                    .bind("to", to)
                    .execute();
        }
        var amounts = source == Source.BUDGET ? "SELECT account, month, cost_center, project, amount FROM budget" : """
                SELECT p.account, CAST(date_trunc('month', e.booked_on) AS date) AS month, coalesce(p.cost_center, '') AS cost_center,
                       coalesce(p.project, '') AS project, sum(p.base) * CASE l.kind WHEN 'EXPENSE' THEN 1 ELSE -1 END AS amount
                  FROM posting p JOIN journal_entry e ON e.id = p.entry_id AND e.source <> 'YEAR_CLOSE'
                                 JOIN ledger_account l ON l.code = p.account AND l.kind IN ('INCOME', 'EXPENSE')
                 GROUP BY 1, 2, 3, 4, l.kind""";
        return tx.sql()
                .createUpdate("""
                        INSERT INTO budget (id, account, month, cost_center, project, amount)
                        SELECT gen_random_uuid(), account, CAST(month + make_interval(years => :to - :from) AS date), cost_center,
                               project, round(amount * :factor, :decimals)
                          FROM (%s) s WHERE extract(year FROM month) = :from AND round(amount * :factor, :decimals) <> 0
                        ON CONFLICT (tenant_id, account, month, cost_center, project) DO NOTHING
                        """.formatted(amounts))
                .bind("from", from)
                .bind("to", to)
                .bind("factor", factor)
                .bind("decimals", tx.settings().currency().getDefaultFractionDigits())
                .execute();
    }

    /** What to look at. */
    record Ask(
            Period period,
            Group group,
            Dimensions counted,
            @Nullable String account) {}

    /** What the report's lines are. */
    enum Group {
        ACCOUNT("l.code || ' ' || l.name"),
        MONTH("to_char(f.month, 'YYYY-MM')"),
        COST_CENTER("CASE f.cost_center WHEN '' THEN '(none)' ELSE f.cost_center END"),
        PROJECT("CASE f.project WHEN '' THEN '(none)' ELSE f.project END");

        private final String label;

        Group(String label) {
            this.label = label;
        }
    }

    /** A line; income and costs are above zero as usual. */
    record Line(String label, String kind, BigDecimal budget, BigDecimal actual) {}

    static List<Line> compare(Tx tx, Ask ask) {
        return tx.sql()
                .createQuery("""
                        SELECT %s AS label, l.kind, sum(f.budget) AS budget, sum(f.actual) AS actual
                          FROM (SELECT account, month, cost_center, project, amount AS budget, 0 AS actual FROM budget
                                 WHERE month BETWEEN :from AND :to
                                UNION ALL
                                SELECT p.account, CAST(date_trunc('month', e.booked_on) AS date), coalesce(p.cost_center, ''),
                                       coalesce(p.project, ''), 0,
                                       sum(p.base) * CASE WHEN a.kind IN ('EXPENSE', 'ASSET') THEN 1 ELSE -1 END
                                  FROM posting p JOIN journal_entry e ON e.id = p.entry_id AND e.source <> 'YEAR_CLOSE'
                                                 JOIN ledger_account a ON a.code = p.account
                                 WHERE e.booked_on >= :from AND e.booked_on < :to + interval '1 month'
                                   AND (a.kind IN ('INCOME', 'EXPENSE') OR a.code IN (SELECT account FROM budget))
                                 GROUP BY 1, 2, 3, 4, a.kind) f JOIN ledger_account l ON l.code = f.account
                         WHERE (CAST(:center AS text) IS NULL OR f.cost_center = :center)
                           AND (CAST(:project AS text) IS NULL OR f.project = :project)
                           AND (CAST(:account AS text) IS NULL OR f.account = :account)
                         GROUP BY 1, 2 ORDER BY 1, 2
                        """.formatted(ask.group().label))
                .bind("from", ask.period().from().atDay(1))
                .bind("to", ask.period().to().atDay(1))
                .bind("center", ask.counted().costCenter())
                .bind("project", ask.counted().project())
                .bind("account", ask.account())
                .map((row, _) -> new Line(
                        row.getString("label"),
                        row.getString("kind"),
                        row.getBigDecimal("budget"),
                        row.getBigDecimal("actual")))
                .list();
    }
}
