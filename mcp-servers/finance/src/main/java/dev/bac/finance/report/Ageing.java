package dev.bac.finance.report;

import dev.bac.finance.settlement.Side;
import dev.bac.mcp.Money;
import dev.bac.mcp.argument.Page;
import dev.bac.mcp.argument.PageOrder;
import dev.bac.mcp.argument.PageWanted;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.UUID;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Open items by age, as of a day. A document counts from its date, a payment from the day it came, a settlement from
 * the day both were there; so the sum equals the control account as of that same day, whatever was recorded
 * later.
 */
public final class Ageing {
    // Parties have no serial of their own; the hash of an id tells two of the same balance apart.
    private static final PageOrder LARGEST =
            PageOrder.descending("balance", "balance", "numeric", "hashtextextended(CAST(party_id AS text), 0)");

    private static final String ITEMS = """
            WITH item AS (
                SELECT o.party_id, o.sign,
                       o.amount - coalesce(s.amount, 0) AS open,
                       :asOf - CASE WHEN :byDocument THEN o.dated_on ELSE coalesce(m.due_before, o.due_on) END AS late
                  FROM open_item o
                  LEFT JOIN (SELECT DISTINCT ON (invoice_id) invoice_id, due_before FROM invoice_due
                              WHERE moved_on > :asOf ORDER BY invoice_id, moved_on, id) m ON m.invoice_id = o.id
                  LEFT JOIN (SELECT 1 AS sign, target_id AS id, sum(amount) AS amount FROM settlement
                              WHERE effective_on <= :asOf GROUP BY target_id
                             UNION ALL SELECT -1, source_id, sum(amount) FROM settlement
                              WHERE effective_on <= :asOf GROUP BY source_id) s ON s.sign = o.sign AND s.id = o.id
                 WHERE o.side = :side AND o.dated_on <= :asOf AND o.currency = :currency
                   AND (CAST(:party AS uuid) IS NULL OR o.party_id = CAST(:party AS uuid))
            ), line AS (
                SELECT party_id,
                       sum(open) FILTER (WHERE sign = 1 AND late <= 0) AS not_due,
                       sum(open) FILTER (WHERE sign = 1 AND late BETWEEN 1 AND 30) AS to30,
                       sum(open) FILTER (WHERE sign = 1 AND late BETWEEN 31 AND 60) AS to60,
                       sum(open) FILTER (WHERE sign = 1 AND late BETWEEN 61 AND 90) AS to90,
                       sum(open) FILTER (WHERE sign = 1 AND late > 90) AS over90,
                       sum(open) FILTER (WHERE sign = -1) AS credit, sum(open * sign) AS balance
                  FROM item GROUP BY party_id HAVING bool_or(open <> 0)
            )
            """;

    /** What the age of an item is counted from. */
    public enum By {
        DUE_DATE,
        DOCUMENT_DATE
    }

    /**
     * What is asked.
     *
     * @param party null for all
     */
    public record Ask(
            Side side,
            LocalDate asOf,
            String currency,
            By by,
            @Nullable UUID party) {}

    /** The amounts by age; {@code balance} is all of them less {@code credit}. */
    public record Buckets(
            Money balance,
            Money notDue,
            Money days1to30,
            Money days31to60,
            Money days61to90,
            Money over90,
            Money credit) {}

    /** One party's part. */
    public record Line(String party, UUID partyId, Buckets buckets) {}

    /** Sums over all parties. */
    public record Sum(
            BigDecimal balance,
            BigDecimal notDue,
            BigDecimal to30,
            BigDecimal to60,
            BigDecimal to90,
            BigDecimal over90,
            BigDecimal credit,
            int parties) {
        Buckets buckets(String currency) {
            return new Buckets(
                    Money.of(balance, currency),
                    Money.of(notDue, currency),
                    Money.of(to30, currency),
                    Money.of(to60, currency),
                    Money.of(to90, currency),
                    Money.of(over90, currency),
                    Money.of(credit, currency));
        }
    }

    /** The sums in one currency, of one customer or all. */
    public Sum sum(Tx tx, Ask ask) {
        return bound(tx.sql().createQuery(ITEMS + """
                SELECT coalesce(sum(balance), 0) AS balance, sum(not_due) AS not_due, sum(to30) AS to30, sum(to60) AS to60,
                       sum(to90) AS to90, sum(over90) AS over90, sum(credit) AS credit, count(*) AS parties FROM line
                """), ask)
                .map((row, _) -> sum(row, row.getInt("parties")))
                .one();
    }

    Page<Line> page(Tx tx, Ask ask, PageWanted wanted) {
        return LARGEST.read(
                tx,
                ITEMS + "SELECT l.*, p.name FROM line l JOIN party p ON p.id = l.party_id",
                query -> bound(query, ask),
                wanted,
                (row, _) -> new Line(
                        row.getString("name"),
                        row.getObject("party_id", UUID.class),
                        sum(row, 1).buckets(ask.currency())));
    }

    private static Query bound(Query query, Ask ask) {
        return query.bind("side", ask.side().name())
                .bind("byDocument", ask.by() == By.DOCUMENT_DATE)
                .bind("asOf", ask.asOf())
                .bind("currency", ask.currency())
                .bind("party", ask.party() == null ? null : ask.party().toString());
    }

    private static Sum sum(ResultSet row, int parties) throws SQLException {
        return new Sum(
                or0(row.getBigDecimal("balance")),
                or0(row.getBigDecimal("not_due")),
                or0(row.getBigDecimal("to30")),
                or0(row.getBigDecimal("to60")),
                or0(row.getBigDecimal("to90")),
                or0(row.getBigDecimal("over90")),
                or0(row.getBigDecimal("credit")),
                parties);
    }

    private static BigDecimal or0(@Nullable BigDecimal amount) {
        return amount == null ? BigDecimal.ZERO : amount;
    }
}
