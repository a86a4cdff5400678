package dev.bac.finance.report;

import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the tax report, out of the journal. An entry of an invoice, bill or credit note has the open item first,
 * then its net amounts, then its taxes; so its legs say what was booked as taxable amount and as tax, roundings of a
 * foreign currency included, and its document's lines say which codes they belong to. An entry whose lines have several
 * codes is shared out by them; running sums are rounded, so that the parts make the legs.
 */
record TaxRows(Tx tx, LocalDate from, LocalDate to) {
    private static final String ENTRIES = """
            WITH head AS (
                SELECT e.id AS entry, e.source, e.source_id, n.side, n.document_id
                  FROM journal_entry e LEFT JOIN credit_note n ON e.source = 'CREDIT' AND n.id = e.source_id
                 WHERE e.booked_on BETWEEN :from AND :to AND e.source IN ('INVOICE', 'BILL', 'CREDIT')
            ), item AS (
                SELECT h.entry, true AS sale, l.line, l.tax_code, l.tax_rate, CAST(0 AS numeric) AS reverse_rate,
                       l.net, l.tax, CAST(0 AS numeric) AS reverse, 1 AS legs
                  FROM head h JOIN invoice_line l ON l.invoice_id = h.source_id WHERE h.source = 'INVOICE'
                UNION ALL
                SELECT h.entry, true, l.line, l.tax_code, l.tax_rate, 0, c.net, c.tax, c.reverse_tax, 2
                  FROM head h JOIN credit_line c ON c.credit_id = h.source_id
                              JOIN invoice_line l ON l.invoice_id = h.document_id AND l.line = c.line
                 WHERE h.source = 'CREDIT' AND h.side = 'RECEIVABLE'
                UNION ALL
                SELECT h.entry, false, l.line, l.tax_code, l.tax_rate, l.reverse_rate, l.net, l.tax, l.reverse_tax, 2
                  FROM head h JOIN bill_line l ON l.bill_id = h.source_id WHERE h.source = 'BILL'
                UNION ALL
                SELECT h.entry, false, l.line, l.tax_code, l.tax_rate, l.reverse_rate, c.net, c.tax, c.reverse_tax, 2
                  FROM head h JOIN credit_line c ON c.credit_id = h.source_id
                              JOIN bill_line l ON l.bill_id = h.document_id AND l.line = c.line
                 WHERE h.source = 'CREDIT' AND h.side = 'PAYABLE'
            ), booked AS (
                -- An invoice's net amount is one leg; else each line that has one has a leg of its own.
                SELECT entry, 1 + CASE min(legs) WHEN 1 THEN 1 ELSE count(*) FILTER (WHERE net <> 0) END AS last_net
                  FROM item GROUP BY entry
            )
            """;

    private static final String TAXED = ENTRIES + """
            , leg AS (
                SELECT b.entry,
                       coalesce(sum(p.base) FILTER (WHERE p.line BETWEEN 2 AND b.last_net), 0) AS net,
                       coalesce(sum(p.base) FILTER (WHERE p.line > b.last_net AND a.role = 'OUTPUT_TAX'), 0) AS output,
                       coalesce(sum(p.base) FILTER (WHERE p.line > b.last_net AND a.role = 'INPUT_TAX'), 0) AS input
                  FROM booked b JOIN posting p ON p.entry_id = b.entry
                                JOIN ledger_account a ON a.code = p.account
                 GROUP BY b.entry
            ), run AS (
                SELECT i.*, i.tax + i.reverse AS both,
                       sum(i.net) OVER upto AS net_upto, sum(i.net) OVER whole AS net_whole,
                       sum(i.tax + i.reverse) OVER upto AS both_upto, sum(i.tax + i.reverse) OVER whole AS both_whole,
                       sum(i.reverse) OVER upto AS reverse_upto, sum(i.reverse) OVER whole AS reverse_whole
                  FROM item i
                WINDOW whole AS (PARTITION BY i.entry), upto AS (PARTITION BY i.entry ORDER BY i.line)
            ), part AS (
                SELECT r.sale, r.tax_code, r.tax_rate, r.reverse_rate,
                       (CASE WHEN r.sale THEN -1 ELSE 1 END) * coalesce(
                           round(l.net * r.net_upto / nullif(r.net_whole, 0), :decimals)
                         - round(l.net * (r.net_upto - r.net) / nullif(r.net_whole, 0), :decimals), 0) AS base,
                       (CASE WHEN r.sale THEN -l.output ELSE l.input END) AS leg, r.both, r.both_upto, r.both_whole,
                       coalesce(
                           round(-l.output * r.reverse_upto / nullif(r.reverse_whole, 0), :decimals)
                         - round(-l.output * (r.reverse_upto - r.reverse) / nullif(r.reverse_whole, 0), :decimals), 0)
                           AS reverse
                  FROM run r JOIN leg l ON l.entry = r.entry
            )
            SELECT p.sale, p.tax_code, t.name, p.tax_rate,
                   coalesce(p.reverse_rate,
                            (SELECT sum(rate) FROM tax_part WHERE code = p.tax_code AND mode = 'REVERSE_CHARGE'), 0) AS reverse_rate,
                   sum(p.base) AS base,
                   sum(coalesce(round(p.leg * p.both_upto / nullif(p.both_whole, 0), :decimals)
                              - round(p.leg * (p.both_upto - p.both) / nullif(p.both_whole, 0), :decimals), 0)) AS tax,
                   sum(p.reverse) AS reverse
              FROM part p LEFT JOIN tax_code t ON t.code = p.tax_code
             GROUP BY p.sale, p.tax_code, t.name, p.tax_rate, 5
             ORDER BY p.tax_code NULLS LAST, p.tax_rate DESC, 5 DESC
            """;

    private static final String OTHER = ENTRIES + """
            SELECT e.booked_on, e.description, a.code || ' ' || a.name AS account, -p.base AS owed,
                   count(*) OVER () AS count, sum(-p.base) OVER () AS sum
              FROM posting p JOIN journal_entry e ON e.id = p.entry_id
                             JOIN ledger_account a ON a.code = p.account
                             LEFT JOIN booked b ON b.entry = e.id
             WHERE e.booked_on BETWEEN :from AND :to AND a.role IN ('OUTPUT_TAX', 'INPUT_TAX')
               AND (b.entry IS NULL OR p.line <= b.last_net)
             ORDER BY e.booked_on, e.id, p.line LIMIT :limit
            """;

    /**
     * What documents booked under a code and its rates.
     *
     * @param sale false for a purchase
     * @param code null for a bare rate
     * @param name the code's name now
     * @param rate percent that the buyer pays to the seller
     * @param reverseRate percent that the buyer owes in the seller's place
     * @param base the taxable amount, credit notes taken off
     * @param tax output tax of a sale, input tax of a purchase
     * @param reverse output tax of a purchase
     */
    record Taxed(
            boolean sale,
            @Nullable String code,
            @Nullable String name,
            BigDecimal rate,
            BigDecimal reverseRate,
            BigDecimal base,
            BigDecimal tax,
            BigDecimal reverse) {
        /** What may be taken off the debt to the office, whoever it was owed by. */
        BigDecimal inputRate() {
            return rate.add(reverseRate);
        }

        String label() {
            if (code != null) {
                return name == null || name.equals(code) ? code : code + " " + name;
            }
            return rate.signum() == 0 ? "No tax" : "%s %%".formatted(rate.toPlainString());
        }
    }

    /** A posting on a tax account that is no document's tax; {@code owed} above zero raised the debt to the office. */
    record Posted(LocalDate day, String description, String account, BigDecimal owed) {}

    /** The first of them, how many there are and what all come to. */
    record Other(List<Posted> shown, int count, BigDecimal sum) {}

    /** A tax account and what it moved by; {@code owed} as above. */
    record Moved(String account, BigDecimal owed) {}

    List<Taxed> taxed() {
        return bound(TAXED)
                .bind("decimals", tx.settings().currency().getDefaultFractionDigits())
                .map((row, _) -> new Taxed(
                        row.getBoolean("sale"),
                        row.getString("tax_code"),
                        row.getString("name"),
                        plain(row.getBigDecimal("tax_rate")),
                        plain(row.getBigDecimal("reverse_rate")),
                        row.getBigDecimal("base"),
                        row.getBigDecimal("tax"),
                        row.getBigDecimal("reverse")))
                .list();
    }

    Other other() {
        record Counted(Posted posted, int count, BigDecimal sum) {}
        var rows = bound(OTHER)
                .bind("limit", TaxReport.SHOWN)
                .map((row, _) -> new Counted(
                        new Posted(
                                row.getObject("booked_on", LocalDate.class),
                                row.getString("description"),
                                row.getString("account"),
                                row.getBigDecimal("owed")),
                        row.getInt("count"),
                        row.getBigDecimal("sum")))
                .list();
        return new Other(
                rows.stream().map(Counted::posted).toList(),
                rows.isEmpty() ? 0 : rows.getFirst().count(),
                rows.isEmpty() ? BigDecimal.ZERO : rows.getFirst().sum());
    }

    List<Moved> moved() {
        return bound("""
                SELECT a.code || ' ' || a.name AS account, coalesce(-sum(p.base), 0) AS owed
                  FROM ledger_account a
                  LEFT JOIN (posting p JOIN journal_entry e ON e.id = p.entry_id AND e.booked_on BETWEEN :from AND :to)
                         ON p.account = a.code
                 WHERE a.role IN ('OUTPUT_TAX', 'INPUT_TAX') GROUP BY a.code, a.name ORDER BY a.code
                """)
                .map((row, _) -> new Moved(row.getString("account"), row.getBigDecimal("owed")))
                .list();
    }

    private Query bound(String sql) {
        return tx.sql().createQuery(sql).bind("from", from).bind("to", to);
    }

    /** 19.0000 as 19. */
    private static BigDecimal plain(BigDecimal number) {
        var stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
