-- Every posting has its amount in the company's own currency beside its own; bills have lines and are paid like
-- invoices; credit notes take back part of a document; what settles what stands in one table for both sides.

-- Rows from before were booked without a rate: their amount stands. A change of type is no UPDATE, so that what is
-- posted stays posted to the triggers.
ALTER TABLE posting ADD COLUMN base numeric(19, 4) DEFAULT 0;
ALTER TABLE posting ALTER COLUMN base TYPE numeric(19, 4) USING amount;
ALTER TABLE posting ALTER COLUMN base DROP DEFAULT, ALTER COLUMN base SET NOT NULL;
ALTER TABLE posting DROP CONSTRAINT posting_amount_check;
-- A difference of rates moves the base alone.
ALTER TABLE posting ADD CONSTRAINT posting_moves CHECK ((amount <> 0 OR base <> 0) AND amount * base >= 0);
ALTER TABLE posting ADD COLUMN cost_center text CHECK (char_length(cost_center) BETWEEN 1 AND 40);
ALTER TABLE posting ADD COLUMN project text CHECK (char_length(project) BETWEEN 1 AND 40);
CREATE INDEX posting_entry_account ON posting (tenant_id, account, currency);

CREATE OR REPLACE FUNCTION refuse_late_posting() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    NEW.base := coalesce(NEW.base, NEW.amount);
    IF NOT EXISTS (SELECT FROM journal_entry e WHERE e.tenant_id = NEW.tenant_id AND e.id = NEW.entry_id
                   AND e.recorded_tx = pg_current_xact_id()) THEN
        RAISE EXCEPTION 'journal entry % is already posted', NEW.entry_id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION assert_balanced(tenant uuid, entry uuid) RETURNS void LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    legs int;
    uneven text;
BEGIN
    SELECT sum(lines), string_agg(currency || ' ' || total, ', ') FILTER (WHERE total <> 0)
      INTO legs, uneven
      FROM (SELECT currency, sum(amount) AS total, count(*) AS lines FROM posting p
             WHERE p.tenant_id = tenant AND p.entry_id = entry GROUP BY currency
            UNION ALL
            SELECT 'base', sum(base), 0 FROM posting p WHERE p.tenant_id = tenant AND p.entry_id = entry) s;
    IF coalesce(legs, 0) < 2 OR uneven IS NOT NULL THEN
        RAISE EXCEPTION 'journal entry % does not balance: % legs, off by %', entry, coalesce(legs, 0), coalesce(uneven, '0')
            USING ERRCODE = 'check_violation';
    END IF;
END $$;

ALTER TABLE journal_entry DROP CONSTRAINT journal_entry_source_check;
ALTER TABLE journal_entry ADD CONSTRAINT journal_entry_source_check CHECK (source IN ('INVOICE', 'PAYMENT', 'BILL',
    'BILL_PAYMENT', 'CREDIT', 'SETTLEMENT', 'OPENING', 'MANUAL', 'REVERSAL', 'REVALUATION', 'REVALUATION_END',
    'YEAR_CLOSE', 'BANK'));

-- What documents post to by themselves is found by role, so that any chart of accounts will do.
ALTER TABLE ledger_account DROP CONSTRAINT ledger_account_code_check;
ALTER TABLE ledger_account ADD CONSTRAINT ledger_account_code_check CHECK (code ~ '^[0-9]{3,8}$');
ALTER TABLE ledger_account ADD COLUMN role text DEFAULT '';
ALTER TABLE ledger_account ALTER COLUMN role TYPE text USING CASE code WHEN '1000' THEN 'BANK' WHEN '1200' THEN 'RECEIVABLES'
    WHEN '1400' THEN 'INPUT_TAX' WHEN '2000' THEN 'PAYABLES' WHEN '2200' THEN 'OUTPUT_TAX' WHEN '3100' THEN 'RETAINED'
    WHEN '3900' THEN 'OPENING' WHEN '4000' THEN 'SALES' END;
ALTER TABLE ledger_account ALTER COLUMN role DROP DEFAULT;
ALTER TABLE ledger_account ADD COLUMN flow text NOT NULL DEFAULT 'OPERATING'
    CHECK (flow IN ('CASH', 'OPERATING', 'NON_CASH', 'INVESTING', 'FINANCING'));
ALTER TABLE ledger_account ALTER COLUMN flow TYPE text USING CASE WHEN code IN ('1000', '1010') THEN 'CASH'
    WHEN code = '1500' THEN 'INVESTING' WHEN code IN ('2500', '3000', '3900') THEN 'FINANCING' ELSE 'OPERATING' END;
CREATE UNIQUE INDEX ledger_account_role ON ledger_account (tenant_id, role);

CREATE TABLE dimension (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id        uuid NOT NULL,
    kind      text NOT NULL CHECK (kind IN ('COST_CENTER', 'PROJECT')),
    code      text NOT NULL CHECK (code ~ '^[A-Za-z0-9_.-]{1,40}$'),
    name      text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, kind, code)
);

CREATE TABLE exchange_rate (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id        uuid NOT NULL,
    currency  text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    valid_on  date NOT NULL,
    -- One unit of the currency in the company's own.
    rate      numeric(20, 10) NOT NULL CHECK (rate > 0),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, currency, valid_on)
);

-- Taken off by whoever pays (withholding) or granted (credit) it lowers what is to be paid.
DO $$
DECLARE found text;
BEGIN
    FOR found IN SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) FROM pg_constraint
         WHERE conrelid IN ('invoice'::regclass, 'bill'::regclass) AND contype = 'c' AND pg_get_constraintdef(oid) LIKE '%total = (net + tax)%'
    LOOP EXECUTE found; END LOOP;
END $$;
ALTER TABLE invoice
    ADD COLUMN withheld numeric(19, 4) NOT NULL DEFAULT 0 CHECK (withheld >= 0),
    ADD COLUMN credited numeric(19, 4) NOT NULL DEFAULT 0,
    ADD COLUMN rate numeric(20, 10) NOT NULL DEFAULT 1 CHECK (rate > 0),
    ADD COLUMN base numeric(19, 4) DEFAULT 0,
    ADD COLUMN discount_rate numeric(5, 2) CHECK (discount_rate > 0 AND discount_rate < 100),
    ADD COLUMN discount_until date CHECK (discount_until >= issued_on),
    ADD COLUMN cost_center text,
    ADD COLUMN project text,
    ADD CONSTRAINT invoice_total CHECK (total = net + tax - withheld AND total > 0),
    ADD CONSTRAINT invoice_credited CHECK (credited BETWEEN 0 AND total);
ALTER TABLE invoice ALTER COLUMN base TYPE numeric(19, 4) USING total;
ALTER TABLE invoice ALTER COLUMN base DROP DEFAULT, ALTER COLUMN base SET NOT NULL;
ALTER TABLE invoice_line ALTER COLUMN tax_rate TYPE numeric(7, 4);
ALTER TABLE invoice_line ADD COLUMN tax_code text, ADD COLUMN withheld numeric(19, 4) NOT NULL DEFAULT 0;
DROP TRIGGER refuse_change ON invoice;
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON invoice FOR EACH ROW
    EXECUTE FUNCTION refuse_other_change('settled', 'credited');

ALTER TABLE payment
    ADD COLUMN direction text NOT NULL DEFAULT 'IN' CHECK (direction IN ('IN', 'OUT')),
    ADD COLUMN rate numeric(20, 10) NOT NULL DEFAULT 1 CHECK (rate > 0),
    ADD COLUMN base numeric(19, 4) DEFAULT 0,
    ADD COLUMN account text;
ALTER TABLE payment ALTER COLUMN base TYPE numeric(19, 4) USING amount;
ALTER TABLE payment ALTER COLUMN base DROP DEFAULT, ALTER COLUMN base SET NOT NULL;

CREATE TABLE settlement (
    tenant_id    uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id           uuid NOT NULL,
    source_kind  text NOT NULL CHECK (source_kind IN ('PAYMENT', 'CREDIT')),
    source_id    uuid NOT NULL,
    target_kind  text NOT NULL CHECK (target_kind IN ('INVOICE', 'BILL')),
    target_id    uuid NOT NULL,
    amount       numeric(19, 4) NOT NULL CHECK (amount > 0),
    -- The part of each side in the company's own currency; what they differ by is booked as a difference of rates.
    source_base  numeric(19, 4) NOT NULL CHECK (source_base >= 0),
    target_base  numeric(19, 4) NOT NULL CHECK (target_base >= 0),
    -- The later of both dates: before that day neither side knew of the other.
    effective_on date NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX settlement_source ON settlement (tenant_id, source_id);
CREATE INDEX settlement_target ON settlement (tenant_id, target_id);

-- A tax as documents name it, and the parts it is made of, in the order in which they are reckoned.
CREATE TABLE tax_code (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id        uuid NOT NULL,
    code      text NOT NULL CHECK (code ~ '^[A-Z0-9_-]{1,20}$'),
    name      text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, code)
);
CREATE TABLE tax_part (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    code      text NOT NULL,
    part      int  NOT NULL CHECK (part > 0),
    name      text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
    rate      numeric(7, 4) NOT NULL CHECK (rate BETWEEN 0 AND 100),
    mode      text NOT NULL CHECK (mode IN ('STANDARD', 'COMPOUND', 'REVERSE_CHARGE', 'WITHHOLDING')),
    PRIMARY KEY (tenant_id, code, part),
    FOREIGN KEY (tenant_id, code) REFERENCES tax_code (tenant_id, code)
);

CREATE TABLE bill_line (
    tenant_id   uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    bill_id     uuid NOT NULL,
    line        int  NOT NULL CHECK (line > 0),
    description text NOT NULL CHECK (char_length(description) BETWEEN 1 AND 500),
    account     text NOT NULL,
    tax_rate    numeric(7, 4) NOT NULL CHECK (tax_rate BETWEEN 0 AND 100),
    net         numeric(19, 4) NOT NULL CHECK (net >= 0),
    tax         numeric(19, 4) NOT NULL CHECK (tax >= 0),
    withheld    numeric(19, 4) NOT NULL DEFAULT 0 CHECK (withheld >= 0),
    -- Tax that we owe in the supplier's place: input and output at once.
    reverse_tax numeric(19, 4) NOT NULL DEFAULT 0 CHECK (reverse_tax >= 0),
    tax_code    text,
    cost_center text,
    project     text,
    PRIMARY KEY (tenant_id, bill_id, line),
    FOREIGN KEY (tenant_id, bill_id) REFERENCES bill (tenant_id, id),
    FOREIGN KEY (tenant_id, account) REFERENCES ledger_account (tenant_id, code)
);

DROP TRIGGER refuse_change ON bill;
ALTER TABLE bill
    ADD COLUMN reference text CHECK (char_length(reference) BETWEEN 1 AND 100),
    ADD COLUMN settled numeric(19, 4) NOT NULL DEFAULT 0,
    ADD COLUMN credited numeric(19, 4) NOT NULL DEFAULT 0,
    ADD COLUMN withheld numeric(19, 4) NOT NULL DEFAULT 0 CHECK (withheld >= 0),
    ADD COLUMN rate numeric(20, 10) NOT NULL DEFAULT 1 CHECK (rate > 0),
    ADD COLUMN base numeric(19, 4) DEFAULT 0,
    ADD CONSTRAINT bill_total CHECK (total = net + tax - withheld AND total > 0),
    ADD CONSTRAINT bill_credited CHECK (credited BETWEEN 0 AND total);
ALTER TABLE bill ALTER COLUMN base TYPE numeric(19, 4) USING total;
ALTER TABLE bill ALTER COLUMN base DROP DEFAULT, ALTER COLUMN base SET NOT NULL;
ALTER TABLE bill ALTER COLUMN settled TYPE numeric(19, 4) USING CASE WHEN paid_on IS NULL THEN 0 ELSE total END;
ALTER TABLE bill ADD CONSTRAINT bill_settled CHECK (settled BETWEEN 0 AND total);
CREATE UNIQUE INDEX bill_reference ON bill (tenant_id, party_id, lower(reference));
CREATE INDEX bill_number ON bill (tenant_id, lower(number));
CREATE INDEX bill_open ON bill (tenant_id, due_on) WHERE settled < total;

-- What was recorded before moves to the new tables, for all tenants at once: for this the owner steps out of
-- row-level security.
ALTER TABLE bill NO FORCE ROW LEVEL SECURITY;
ALTER TABLE invoice NO FORCE ROW LEVEL SECURITY;
ALTER TABLE payment NO FORCE ROW LEVEL SECURITY;
ALTER TABLE counter NO FORCE ROW LEVEL SECURITY;
ALTER TABLE allocation NO FORCE ROW LEVEL SECURITY;
INSERT INTO bill_line (tenant_id, bill_id, line, description, account, tax_rate, net, tax)
SELECT tenant_id, id, 1, description, account, round(tax / net * 100, 2), net, tax FROM bill;
INSERT INTO payment (tenant_id, id, serial, number, party_id, customer, currency, received_on, method, amount, allocated,
                     direction, base)
SELECT s.tenant_id, s.id, s.serial, 'PAY-' || s.serial, s.party_id, s.supplier, s.currency, s.paid_on, 'BANK_TRANSFER',
       s.total, s.total, 'OUT', s.total
  FROM (SELECT b.*, coalesce(c.last, 1000) + row_number() OVER (PARTITION BY b.tenant_id ORDER BY b.paid_on, b.serial) AS paid_serial
          FROM bill b LEFT JOIN counter c ON c.tenant_id = b.tenant_id AND c.id = 'PAYMENT' WHERE b.paid_on IS NOT NULL) b,
       LATERAL (SELECT b.tenant_id, b.id, b.paid_serial AS serial, b.party_id, b.supplier, b.currency, b.paid_on, b.total) s;
INSERT INTO counter (tenant_id, id, last)
SELECT tenant_id, 'PAYMENT', max(serial) FROM payment GROUP BY tenant_id
ON CONFLICT (tenant_id, id) DO UPDATE SET last = excluded.last;
INSERT INTO settlement (tenant_id, id, source_kind, source_id, target_kind, target_id, amount, source_base, target_base, effective_on)
SELECT tenant_id, gen_random_uuid(), 'PAYMENT', payment_id, 'INVOICE', invoice_id, amount, amount, amount, effective_on FROM allocation
UNION ALL
SELECT tenant_id, gen_random_uuid(), 'PAYMENT', id, 'BILL', id, total, total, total, paid_on FROM bill WHERE paid_on IS NOT NULL;
ALTER TABLE bill FORCE ROW LEVEL SECURITY;
ALTER TABLE invoice FORCE ROW LEVEL SECURITY;
ALTER TABLE payment FORCE ROW LEVEL SECURITY;
ALTER TABLE counter FORCE ROW LEVEL SECURITY;
DROP TABLE allocation;
ALTER TABLE bill DROP COLUMN paid_on, DROP COLUMN account;

CREATE TABLE credit_note (
    tenant_id   uuid   NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id          uuid   NOT NULL,
    side        text   NOT NULL CHECK (side IN ('RECEIVABLE', 'PAYABLE')),
    serial      bigint NOT NULL,
    number      text   NOT NULL CHECK (number = CASE side WHEN 'RECEIVABLE' THEN 'CN-' ELSE 'SCN-' END || serial),
    document_id uuid   NOT NULL,
    party_id    uuid   NOT NULL,
    party       text   NOT NULL,
    currency    text   NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    dated_on    date   NOT NULL,
    reason      text   NOT NULL CHECK (char_length(reason) BETWEEN 1 AND 500),
    net         numeric(19, 4) NOT NULL CHECK (net >= 0),
    tax         numeric(19, 4) NOT NULL CHECK (tax >= 0),
    withheld    numeric(19, 4) NOT NULL DEFAULT 0 CHECK (withheld >= 0),
    total       numeric(19, 4) NOT NULL CHECK (total > 0 AND total = net + tax - withheld),
    rate        numeric(20, 10) NOT NULL CHECK (rate > 0),
    base        numeric(19, 4) NOT NULL,
    allocated   numeric(19, 4) NOT NULL DEFAULT 0 CHECK (allocated BETWEEN 0 AND total),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, side, serial),
    FOREIGN KEY (tenant_id, party_id) REFERENCES party (tenant_id, id)
);
CREATE INDEX credit_note_document ON credit_note (tenant_id, document_id);
CREATE TABLE credit_line (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    credit_id uuid NOT NULL,
    -- The line of the original it takes back from.
    line      int  NOT NULL CHECK (line > 0),
    net       numeric(19, 4) NOT NULL CHECK (net >= 0),
    tax       numeric(19, 4) NOT NULL CHECK (tax >= 0),
    withheld  numeric(19, 4) NOT NULL DEFAULT 0 CHECK (withheld >= 0),
    reverse_tax numeric(19, 4) NOT NULL DEFAULT 0 CHECK (reverse_tax >= 0),
    PRIMARY KEY (tenant_id, credit_id, line),
    FOREIGN KEY (tenant_id, credit_id) REFERENCES credit_note (tenant_id, id)
);

-- Documents to be paid (+) and what pays them (-), of both sides.
CREATE VIEW open_item WITH (security_invoker = true) AS
SELECT tenant_id, id, 'RECEIVABLE' AS side, 'INVOICE' AS kind, number, party_id, currency, issued_on AS dated_on, due_on,
       total AS amount, settled AS used, base, 1 AS sign FROM invoice
UNION ALL
SELECT tenant_id, id, 'PAYABLE', 'BILL', number, party_id, currency, billed_on, due_on, total, settled, base, 1 FROM bill
UNION ALL
SELECT tenant_id, id, CASE direction WHEN 'IN' THEN 'RECEIVABLE' ELSE 'PAYABLE' END, 'PAYMENT', number, party_id, currency,
       received_on, received_on, amount, allocated, base, -1 FROM payment
UNION ALL
SELECT tenant_id, id, side, 'CREDIT', number, party_id, currency, dated_on, dated_on, total, allocated, base, -1 FROM credit_note;
GRANT SELECT ON open_item TO ${app};

CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON bill FOR EACH ROW EXECUTE FUNCTION refuse_other_change('settled', 'credited');
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON bill_line FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON settlement FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON credit_note FOR EACH ROW EXECUTE FUNCTION refuse_other_change('allocated');
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON credit_line FOR EACH ROW EXECUTE FUNCTION refuse_change();

SELECT bac_protect('exchange_rate');
SELECT bac_protect('dimension');
SELECT bac_protect('tax_code');
SELECT bac_protect('tax_part');
SELECT bac_protect_append_only('settlement');
SELECT bac_protect_append_only('bill_line');
SELECT bac_protect('credit_note');
SELECT bac_protect_append_only('credit_line');
