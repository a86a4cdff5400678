-- Invoices, payments and bills. A document is posted with its number; afterwards only how much of it is settled
-- changes, and the checks keep that between nothing and all of it.

CREATE TABLE invoice (
    tenant_id uuid   NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id        uuid   NOT NULL,
    serial    bigint NOT NULL,
    number    text   NOT NULL CHECK (number = 'INV-' || serial),
    party_id  uuid   NOT NULL,
    customer  text   NOT NULL,
    currency  text   NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    issued_on date   NOT NULL,
    due_on    date   NOT NULL CHECK (due_on >= issued_on),
    net       numeric(19, 4) NOT NULL CHECK (net > 0),
    tax       numeric(19, 4) NOT NULL CHECK (tax >= 0),
    total     numeric(19, 4) NOT NULL CHECK (total = net + tax),
    settled   numeric(19, 4) NOT NULL DEFAULT 0 CHECK (settled BETWEEN 0 AND total),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, serial),
    FOREIGN KEY (tenant_id, party_id) REFERENCES party (tenant_id, id)
);
CREATE INDEX invoice_number ON invoice (tenant_id, lower(number));
CREATE INDEX invoice_party ON invoice (tenant_id, party_id, due_on);
CREATE INDEX invoice_open ON invoice (tenant_id, due_on) WHERE settled < total;

CREATE TABLE invoice_line (
    tenant_id   uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    invoice_id  uuid NOT NULL,
    line        int  NOT NULL CHECK (line > 0),
    description text NOT NULL CHECK (char_length(description) BETWEEN 1 AND 500),
    quantity    numeric(19, 4) NOT NULL CHECK (quantity > 0),
    unit_price  numeric(19, 4) NOT NULL CHECK (unit_price >= 0),
    tax_rate    numeric(5, 2)  NOT NULL CHECK (tax_rate BETWEEN 0 AND 100),
    net         numeric(19, 4) NOT NULL,
    tax         numeric(19, 4) NOT NULL,
    PRIMARY KEY (tenant_id, invoice_id, line),
    FOREIGN KEY (tenant_id, invoice_id) REFERENCES invoice (tenant_id, id)
);

CREATE TABLE payment (
    tenant_id   uuid   NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id          uuid   NOT NULL,
    serial      bigint NOT NULL,
    number      text   NOT NULL CHECK (number = 'PAY-' || serial),
    party_id    uuid   NOT NULL,
    customer    text   NOT NULL,
    currency    text   NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    received_on date   NOT NULL,
    method      text   NOT NULL CHECK (method IN ('BANK_TRANSFER', 'CARD', 'CASH', 'CHEQUE', 'DIRECT_DEBIT')),
    reference   text   CHECK (char_length(reference) <= 100),
    amount      numeric(19, 4) NOT NULL CHECK (amount > 0),
    -- What is not allocated is the customer's credit.
    allocated   numeric(19, 4) NOT NULL DEFAULT 0 CHECK (allocated BETWEEN 0 AND amount),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, serial),
    FOREIGN KEY (tenant_id, party_id) REFERENCES party (tenant_id, id)
);
CREATE INDEX payment_party ON payment (tenant_id, party_id);

CREATE TABLE allocation (
    tenant_id    uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    payment_id   uuid NOT NULL,
    invoice_id   uuid NOT NULL,
    amount       numeric(19, 4) NOT NULL CHECK (amount > 0),
    -- The later of the payment's and the invoice's date: before that day neither side knew of the other.
    effective_on date NOT NULL,
    PRIMARY KEY (tenant_id, payment_id, invoice_id),
    FOREIGN KEY (tenant_id, payment_id) REFERENCES payment (tenant_id, id),
    FOREIGN KEY (tenant_id, invoice_id) REFERENCES invoice (tenant_id, id)
);
CREATE INDEX allocation_invoice ON allocation (tenant_id, invoice_id);

CREATE TABLE bill (
    tenant_id   uuid   NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id          uuid   NOT NULL,
    serial      bigint NOT NULL,
    number      text   NOT NULL CHECK (number = 'BILL-' || serial),
    party_id    uuid   NOT NULL,
    supplier    text   NOT NULL,
    description text   NOT NULL CHECK (char_length(description) BETWEEN 1 AND 500),
    account     text   NOT NULL,
    currency    text   NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    billed_on   date   NOT NULL,
    due_on      date   NOT NULL CHECK (due_on >= billed_on),
    net         numeric(19, 4) NOT NULL CHECK (net > 0),
    tax         numeric(19, 4) NOT NULL CHECK (tax >= 0),
    total       numeric(19, 4) NOT NULL CHECK (total = net + tax),
    paid_on     date CHECK (paid_on >= billed_on),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, serial),
    FOREIGN KEY (tenant_id, party_id) REFERENCES party (tenant_id, id),
    FOREIGN KEY (tenant_id, account) REFERENCES ledger_account (tenant_id, code)
);

-- Only the columns named in the trigger's arguments may change.
CREATE FUNCTION refuse_other_change() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF being_purged(TG_RELID, OLD.tenant_id) THEN
            RETURN OLD;
        END IF;
    ELSIF to_jsonb(OLD) - TG_ARGV = to_jsonb(NEW) - TG_ARGV THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% on %: a posted document stays as it is', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON invoice FOR EACH ROW EXECUTE FUNCTION refuse_other_change('settled');
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON payment FOR EACH ROW EXECUTE FUNCTION refuse_other_change('allocated');
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON bill FOR EACH ROW EXECUTE FUNCTION refuse_other_change('paid_on');
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON invoice_line FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON allocation FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON invoice FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON payment FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();

SELECT bac_protect('invoice');
SELECT bac_protect('payment');
SELECT bac_protect('bill');
SELECT bac_protect_append_only('invoice_line');
SELECT bac_protect_append_only('allocation');
