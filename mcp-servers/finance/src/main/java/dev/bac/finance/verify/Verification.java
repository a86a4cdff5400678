package dev.bac.finance;

import dev.bac.store.Tx;
import java.util.List;
import java.util.Map;

/** The invariants of finance as queries; each returns a line for every breach. */
final class Verification {
    private static final int LISTED = 20;

    private static final Map<String, String> CHECKS = Map.of(
            "journal entry %s does not balance",
            """
            SELECT e.id || ' (' || coalesce(p.currency, '-') || ')' FROM journal_entry e
              LEFT JOIN posting p ON p.entry_id = e.id
             GROUP BY e.id, p.currency HAVING coalesce(sum(p.amount), 1) <> 0
            """,
            "the lines of %s do not sum to the invoice",
            """
            SELECT i.number FROM invoice i LEFT JOIN invoice_line l ON l.invoice_id = i.id
             GROUP BY i.id, i.number, i.net, i.tax
            HAVING i.net IS DISTINCT FROM sum(l.net) OR i.tax IS DISTINCT FROM sum(l.tax)
            """,
            "%s is settled by another amount than its allocations",
            """
            SELECT i.number FROM invoice i LEFT JOIN allocation a ON a.invoice_id = i.id
             GROUP BY i.id, i.number, i.settled HAVING i.settled <> coalesce(sum(a.amount), 0)
            """,
            "%s has allocated another amount than its allocations",
            """
            SELECT p.number FROM payment p LEFT JOIN allocation a ON a.payment_id = p.id
             GROUP BY p.id, p.number, p.allocated HAVING p.allocated <> coalesce(sum(a.amount), 0)
            """,
            "the receivables account differs from the open items of %s",
            """
            SELECT coalesce(b.party_id, d.party_id) || ' in ' || coalesce(b.currency, d.currency)
              FROM (SELECT party_id, currency, sum(amount) AS sum FROM posting WHERE account = '1200'
                     GROUP BY party_id, currency) b
              FULL JOIN (SELECT party_id, currency, sum(open) AS sum FROM (
                            SELECT party_id, currency, total - settled AS open FROM invoice
                            UNION ALL SELECT party_id, currency, allocated - amount FROM payment) s
                          GROUP BY party_id, currency) d
                ON d.party_id = b.party_id AND d.currency = b.currency
             WHERE coalesce(b.sum, 0) <> coalesce(d.sum, 0)
            """,
            "the payables account differs from the open bills of %s",
            """
            SELECT coalesce(b.party_id, d.party_id) || ' in ' || coalesce(b.currency, d.currency)
              FROM (SELECT party_id, currency, -sum(amount) AS sum FROM posting WHERE account = '2000'
                     GROUP BY party_id, currency) b
              FULL JOIN (SELECT party_id, currency, sum(total) FILTER (WHERE paid_on IS NULL) AS sum FROM bill
                          GROUP BY party_id, currency) d
                ON d.party_id = b.party_id AND d.currency = b.currency
             WHERE coalesce(b.sum, 0) <> coalesce(d.sum, 0)
            """,
            "the numbers of the series %s have gaps",
            """
            SELECT s.series FROM (
                SELECT 'INVOICE' AS series, count(*) AS count, max(serial) AS last FROM invoice
                UNION ALL SELECT 'PAYMENT', count(*), max(serial) FROM payment
                UNION ALL SELECT 'BILL', count(*), max(serial) FROM bill) s
             LEFT JOIN counter c ON c.id = s.series
             WHERE s.count > 0 AND (s.last - 1000 <> s.count OR c.last IS DISTINCT FROM s.last)
            """);

    private Verification() {}

    /** What is wrong, at most 20 lines a check; empty when all is well. */
    static List<String> findings(Tx tx) {
        return CHECKS.entrySet().stream()
                .flatMap(check ->
                        tx.sql().createQuery(check.getValue() + " LIMIT " + LISTED).mapTo(String.class).list().stream()
                                .map(subject -> check.getKey().formatted(subject)))
                .sorted()
                .toList();
    }
}
