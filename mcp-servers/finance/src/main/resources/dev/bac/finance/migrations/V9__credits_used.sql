-- Credit that is paid back: money that goes out to a customer, or comes back from a supplier, against what was paid too
-- much or credited. It is a document of its own, settled by the credit it pays back from the moment it is written.

CREATE TABLE refund (
    tenant_id uuid   NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id        uuid   NOT NULL,
    side      text   NOT NULL CHECK (side IN ('RECEIVABLE', 'PAYABLE')),
    serial    bigint NOT NULL,
    number    text   NOT NULL CHECK (number = 'REF-' || serial),
    party_id  uuid   NOT NULL,
    party     text   NOT NULL,
    currency  text   NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    dated_on  date   NOT NULL,
    method    text   NOT NULL CHECK (method IN ('BANK_TRANSFER', 'CARD', 'CASH', 'CHEQUE', 'DIRECT_DEBIT')),
    reference text   CHECK (char_length(reference) <= 100),
    amount    numeric(19, 4) NOT NULL CHECK (amount > 0),
    settled   numeric(19, 4) NOT NULL DEFAULT 0 CHECK (settled BETWEEN 0 AND amount),
    rate      numeric(20, 10) NOT NULL CHECK (rate > 0),
    base      numeric(19, 4) NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, serial),
    FOREIGN KEY (tenant_id, party_id) REFERENCES party (tenant_id, id)
);
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON refund FOR EACH ROW EXECUTE FUNCTION refuse_other_change('settled');
SELECT bac_protect('refund');

ALTER TABLE settlement DROP CONSTRAINT settlement_target_kind_check;
ALTER TABLE settlement ADD CONSTRAINT settlement_target_kind_check CHECK (target_kind IN ('INVOICE', 'BILL', 'REFUND'));
ALTER TABLE journal_entry DROP CONSTRAINT journal_entry_source_check;
ALTER TABLE journal_entry ADD CONSTRAINT journal_entry_source_check CHECK (source IN ('INVOICE', 'PAYMENT', 'BILL',
    'BILL_PAYMENT', 'CREDIT', 'SETTLEMENT', 'OPENING', 'MANUAL', 'REVERSAL', 'REVALUATION', 'REVALUATION_END',
    'YEAR_CLOSE', 'BANK', 'REFUND', 'TRANSFER'));

CREATE OR REPLACE VIEW open_item WITH (security_invoker = true) AS
SELECT tenant_id, id, 'RECEIVABLE' AS side, 'INVOICE' AS kind, number, party_id, currency, issued_on AS dated_on, due_on,
       total AS amount, settled AS used, base, 1 AS sign FROM invoice
UNION ALL
SELECT tenant_id, id, 'PAYABLE', 'BILL', number, party_id, currency, billed_on, due_on, total, settled, base, 1 FROM bill
UNION ALL
SELECT tenant_id, id, CASE direction WHEN 'IN' THEN 'RECEIVABLE' ELSE 'PAYABLE' END, 'PAYMENT', number, party_id, currency,
       received_on, received_on, amount, allocated, base, -1 FROM payment
UNION ALL
SELECT tenant_id, id, side, 'CREDIT', number, party_id, currency, dated_on, dated_on, total, allocated, base, -1 FROM credit_note
UNION ALL
SELECT tenant_id, id, side, 'REFUND', number, party_id, currency, dated_on, dated_on, amount, settled, base, 1 FROM refund;
