package dev.bac.finance.verify;

/** The invariants of the books; each query returns a row, a text, for every breach. */
enum Checks {
    ENTRIES_BALANCE("journal entry %s does not balance", """
            SELECT id || ' (' || string_agg(currency, ', ') || ')' FROM (
                SELECT e.id, p.currency FROM journal_entry e LEFT JOIN posting p ON p.entry_id = e.id
                 GROUP BY e.id, p.currency HAVING coalesce(sum(p.amount), 1) <> 0
                UNION ALL
                SELECT p.entry_id, 'base' FROM posting p GROUP BY p.entry_id HAVING sum(p.base) <> 0) s GROUP BY id
            """),
    INVOICES_SUM("the lines of %s do not sum to the invoice", """
            SELECT i.number FROM invoice i LEFT JOIN invoice_line l ON l.invoice_id = i.id
             GROUP BY i.id, i.number, i.net, i.tax, i.withheld
            HAVING i.net IS DISTINCT FROM sum(l.net) OR i.tax IS DISTINCT FROM sum(l.tax)
                OR i.withheld IS DISTINCT FROM sum(l.withheld)
            """),
    BILLS_SUM("the lines of %s do not sum to the bill", """
            SELECT i.number FROM bill i LEFT JOIN bill_line l ON l.bill_id = i.id
             GROUP BY i.id, i.number, i.net, i.tax, i.withheld
            HAVING i.net IS DISTINCT FROM sum(l.net) OR i.tax IS DISTINCT FROM sum(l.tax)
                OR i.withheld IS DISTINCT FROM sum(l.withheld)
            """),
    CREDITS_SUM("the lines of %s do not sum to the credit note", """
            SELECT i.number FROM credit_note i LEFT JOIN credit_line l ON l.credit_id = i.id
             GROUP BY i.id, i.number, i.net, i.tax, i.withheld
            HAVING i.net IS DISTINCT FROM sum(l.net) OR i.tax IS DISTINCT FROM sum(l.tax)
                OR i.withheld IS DISTINCT FROM sum(l.withheld)
            """),
    SETTLED("%s is settled by another amount than its settlements", """
            SELECT o.number FROM open_item o
              LEFT JOIN (SELECT 1 AS sign, target_id AS id, sum(amount) AS amount, sum(target_base) AS base FROM settlement GROUP BY target_id
                              UNION ALL SELECT -1, source_id, sum(amount), sum(source_base) FROM settlement GROUP BY source_id) s ON s.sign = o.sign AND s.id = o.id
             WHERE o.used <> coalesce(s.amount, 0)
            """),
    SETTLED_BASE("%s is settled in the company's currency by another amount than it came to", """
            SELECT o.number FROM open_item o
              JOIN (SELECT 1 AS sign, target_id AS id, sum(amount) AS amount, sum(target_base) AS base FROM settlement GROUP BY target_id
                              UNION ALL SELECT -1, source_id, sum(amount), sum(source_base) FROM settlement GROUP BY source_id) s ON s.sign = o.sign AND s.id = o.id
             WHERE o.used = o.amount AND o.base <> s.base
            """),
    SETTLED_ALIKE("settlement %s joins items of different parties, sides or currencies", """
            SELECT s.id FROM settlement s LEFT JOIN open_item a ON a.id = s.source_id AND a.sign = -1 AND a.kind = s.source_kind
              LEFT JOIN open_item b ON b.id = s.target_id AND b.sign = 1 AND b.kind = s.target_kind
             WHERE (a.side, a.party_id, a.currency) IS DISTINCT FROM (b.side, b.party_id, b.currency) OR a.id IS NULL
                OR s.effective_on < greatest(a.dated_on, b.dated_on)
            """),
    OVERDUE("%s was told to be overdue and stands otherwise since", """
            SELECT i.number FROM overdue_invoice o JOIN invoice i ON i.id = o.id
             WHERE NOT o.ended AND (o.open <> i.total - i.settled OR o.due_on <> i.due_on)
            """),
    CREDITED("%s is credited by another amount than its credit notes, or by more than it", """
            SELECT d.number FROM (SELECT id, number, credited, total FROM invoice
                                  UNION ALL SELECT id, number, credited, total FROM bill) d
              LEFT JOIN credit_note c ON c.document_id = d.id
             GROUP BY d.id, d.number, d.credited, d.total
            HAVING d.credited <> coalesce(sum(c.total), 0) OR d.credited > d.total
            """),
    CONTROL("the control account differs from the open items of %s", """
            SELECT coalesce(b.side, d.side) || ' ' || coalesce(b.party_id, d.party_id) || ' in ' || coalesce(b.currency, d.currency)
              FROM (SELECT CASE l.role WHEN 'RECEIVABLES' THEN 'RECEIVABLE' ELSE 'PAYABLE' END AS side, p.party_id, p.currency,
                           sum(p.amount * CASE l.role WHEN 'RECEIVABLES' THEN 1 ELSE -1 END) AS sum,
                           coalesce(sum(p.base * CASE l.role WHEN 'RECEIVABLES' THEN 1 ELSE -1 END)
                               FILTER (WHERE e.source NOT IN ('REVALUATION', 'REVALUATION_END')), 0) AS base
                      FROM posting p JOIN ledger_account l ON l.code = p.account AND l.role IN ('RECEIVABLES', 'PAYABLES')
                                     JOIN journal_entry e ON e.id = p.entry_id
                     GROUP BY 1, 2, 3) b
              FULL JOIN (SELECT o.side, o.party_id, o.currency, sum((o.amount - o.used) * o.sign) AS sum,
                                sum((o.base - coalesce(s.base, 0)) * o.sign) AS base
                           FROM open_item o LEFT JOIN (SELECT 1 AS sign, target_id AS id, sum(amount) AS amount, sum(target_base) AS base FROM settlement GROUP BY target_id
                              UNION ALL SELECT -1, source_id, sum(amount), sum(source_base) FROM settlement GROUP BY source_id) s
                             ON s.sign = o.sign AND s.id = o.id
                          GROUP BY 1, 2, 3) d
                ON d.side = b.side AND d.party_id = b.party_id AND d.currency = b.currency
             WHERE coalesce(b.sum, 0) <> coalesce(d.sum, 0) OR coalesce(b.base, 0) <> coalesce(d.base, 0)
            """),
    BOOKED("%s has no journal entry, or one of another amount or day", """
            SELECT o.number FROM open_item o
              LEFT JOIN journal_entry e ON e.source_id = o.id AND e.booked_on = o.dated_on AND e.source = CASE
                    WHEN o.kind = 'PAYMENT' AND o.side = 'PAYABLE' THEN 'BILL_PAYMENT' ELSE o.kind END
              LEFT JOIN posting p ON p.entry_id = e.id AND p.party_id = o.party_id AND p.currency = o.currency
               AND p.account = (SELECT code FROM ledger_account
                                 WHERE role = CASE o.side WHEN 'RECEIVABLE' THEN 'RECEIVABLES' ELSE 'PAYABLES' END)
             GROUP BY o.kind, o.side, o.id, o.number, o.amount, o.base, o.sign
            HAVING abs(coalesce(sum(p.amount), 0)) <> o.amount OR abs(coalesce(sum(p.base), 0)) <> o.base
            """),
    REFUNDED("%s pays back more than the credit it is taken from", """
            SELECT number FROM refund WHERE settled <> amount
            """),
    AGEING("ageing by due date does not sum to the control account of %s", """
            SELECT b.side || ' in ' || b.currency
              FROM (SELECT CASE l.role WHEN 'RECEIVABLES' THEN 'RECEIVABLE' ELSE 'PAYABLE' END AS side, p.currency,
                           sum(p.amount * CASE l.role WHEN 'RECEIVABLES' THEN 1 ELSE -1 END) AS sum
                      FROM posting p JOIN ledger_account l ON l.code = p.account AND l.role IN ('RECEIVABLES', 'PAYABLES')
                     GROUP BY 1, 2) b
             WHERE b.sum <> coalesce((SELECT sum((o.amount - coalesce(s.amount, 0)) * o.sign) FROM open_item o
              LEFT JOIN (SELECT 1 AS sign, target_id AS id, sum(amount) AS amount, sum(target_base) AS base FROM settlement GROUP BY target_id
                              UNION ALL SELECT -1, source_id, sum(amount), sum(source_base) FROM settlement GROUP BY source_id) s ON s.sign = o.sign AND s.id = o.id
                       WHERE o.side = b.side AND o.currency = b.currency), 0)
            """),
    LOCKS("entry %s was posted into a month that was closed for good", """
            SELECT e.id || ' of ' || e.booked_on FROM journal_entry e
              JOIN period p ON p.state = 'HARD' AND p.starts_on = date_trunc('month', e.booked_on)::date
             WHERE NOT pg_visible_in_snapshot(e.recorded_tx, p.locked_at) AND e.recorded_tx <> p.locked_tx
            """),
    CLOSES("the result of the year up to %s is not carried over", """
            SELECT f.ends_on FROM fiscal_year f
             WHERE (SELECT coalesce(sum(p.base), 0) FROM posting p JOIN journal_entry e ON e.id = p.entry_id
                      JOIN ledger_account l ON l.code = p.account AND l.kind IN ('INCOME', 'EXPENSE')
                     WHERE e.booked_on <= f.ends_on) <> 0
            """),
    FLOORS("account %s is below its floor, or its guarded balance is not what is posted", """
            SELECT l.code || ' in ' || coalesce(g.currency, p.currency) FROM ledger_account l
              LEFT JOIN (SELECT account, currency, sum(amount) AS sum FROM posting GROUP BY 1, 2) p ON p.account = l.code
              FULL JOIN guarded_balance g ON g.account = l.code AND g.currency = p.currency
             WHERE l.no_overdraft AND coalesce(p.sum, 0) * CASE WHEN l.kind IN ('ASSET', 'EXPENSE') THEN 1 ELSE -1 END
                   IS DISTINCT FROM coalesce(g.balance, 0) OR g.balance < 0
            """),
    HELD("what is held of account %s is not what its pending transfers hold", """
            SELECT coalesce(g.account, h.code) || ' in ' || coalesce(g.currency, h.currency)
              FROM (SELECT * FROM guarded_balance WHERE held <> 0) g
              FULL JOIN (SELECT l.code, t.currency, sum(t.amount) AS sum FROM pending_transfer t
                           JOIN ledger_account l ON l.no_overdraft
                            AND l.code = CASE WHEN l.kind IN ('ASSET', 'EXPENSE') THEN t.credit ELSE t.debit END
                          WHERE t.state = 'PENDING' GROUP BY 1, 2) h
                ON h.code = g.account AND h.currency = g.currency
             WHERE g.held IS DISTINCT FROM h.sum
            """),
    TRANSFERS("transfer %s is posted without its entry, or the other way round", """
            SELECT coalesce(t.id, e.source_id) FROM (SELECT * FROM pending_transfer WHERE state = 'POSTED') t
              FULL JOIN (SELECT e.source_id, max(p.amount) AS amount FROM journal_entry e JOIN posting p ON p.entry_id = e.id
                          WHERE e.source = 'TRANSFER' GROUP BY 1) e ON e.source_id = t.id
             WHERE t.posted IS DISTINCT FROM e.amount
            """),
    BANK("bank line %s is matched to something of another amount", """
            SELECT l.id || ' of ' || l.booked_on FROM bank_line l JOIN bank_account a ON a.id = l.bank_account_id
              LEFT JOIN payment p ON p.id = l.matched_id
              LEFT JOIN refund r ON r.id = l.matched_id
              LEFT JOIN posting g ON g.entry_id = l.matched_id AND g.account = a.account AND g.currency = a.currency
             WHERE l.state = 'MATCHED'
               AND l.amount IS DISTINCT FROM coalesce(CASE p.direction WHEN 'IN' THEN p.amount ELSE -p.amount END,
                                                    CASE r.side WHEN 'PAYABLE' THEN r.amount ELSE -r.amount END, g.amount)
            """),
    GAPLESS("the numbers of the series %s have gaps", """
            SELECT s.series FROM (
                SELECT 'INVOICE' AS series, count(*) AS count, max(serial) AS last FROM invoice
                UNION ALL SELECT 'PAYMENT', count(*), max(serial) FROM payment
                UNION ALL SELECT 'BILL', count(*), max(serial) FROM bill
                UNION ALL SELECT 'REFUND', count(*), max(serial) FROM refund
                UNION ALL SELECT 'CREDIT', count(*), max(serial) FROM credit_note WHERE side = 'RECEIVABLE'
                UNION ALL SELECT 'SUPPLIER_CREDIT', count(*), max(serial) FROM credit_note WHERE side = 'PAYABLE') s
             LEFT JOIN counter c ON c.id = s.series
             WHERE s.count > 0 AND (s.last - 1000 <> s.count OR c.last IS DISTINCT FROM s.last)
            """),
    RECURRING("the document of %s is missing or of another day, or one is due again", """
            SELECT c.name || ' for ' || r.due_on FROM recurring_run r JOIN recurring c ON c.id = r.recurring_id
              LEFT JOIN (SELECT id, 'INVOICE' AS kind, issued_on AS day FROM invoice
                         UNION ALL SELECT id, 'BILL', billed_on FROM bill
                         UNION ALL SELECT id, 'JOURNAL', booked_on FROM journal_entry WHERE source = 'MANUAL') d
                ON d.id = r.document_id AND d.kind = r.kind
             WHERE d.day IS DISTINCT FROM r.due_on OR c.next_on <= r.due_on
            """),
    DECIMALS("posting of entry %s has more decimals than its currency", """
            SELECT entry_id FROM posting WHERE currency IN ('JPY', 'KRW', 'CLP', 'VND', 'XAF', 'XOF') AND amount <> round(amount, 0)
            UNION SELECT entry_id FROM posting
             WHERE currency NOT IN ('KWD', 'BHD', 'OMR', 'JOD', 'TND', 'IQD', 'LYD', 'CLF', 'UYW') AND amount <> round(amount, 2)
            """);

    private final String says;
    private final String query;

    Checks(String says, String query) {
        this.says = says;
        this.query = query;
    }

    String says() {
        return says;
    }

    String query() {
        return query;
    }
}
