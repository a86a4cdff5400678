-- What the bank says, as it says it, and which of our records each line is.

CREATE TABLE bank_account (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id        uuid NOT NULL,
    -- IBAN or other number, without blanks, capital letters.
    number    text NOT NULL CHECK (number ~ '^[A-Z0-9/-]{1,64}$'),
    currency  text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    account   text NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, number, currency),
    FOREIGN KEY (tenant_id, account) REFERENCES ledger_account (tenant_id, code)
);

CREATE TABLE bank_statement (
    tenant_id       uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id              uuid NOT NULL,
    bank_account_id uuid NOT NULL,
    format          text NOT NULL CHECK (format IN ('CSV', 'MT940', 'CAMT053', 'OFX')),
    reference       text CHECK (char_length(reference) <= 100),
    ends_on         date NOT NULL,
    opening         numeric(19, 4) NOT NULL,
    moved           numeric(19, 4) NOT NULL,
    closing         numeric(19, 4) NOT NULL CHECK (closing = opening + moved),
    -- Of what it says, so that the same statement is known again in another file.
    digest          text NOT NULL,
    serial          bigint GENERATED ALWAYS AS IDENTITY,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, bank_account_id, digest),
    FOREIGN KEY (tenant_id, bank_account_id) REFERENCES bank_account (tenant_id, id)
);

CREATE TABLE bank_line (
    tenant_id       uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id              uuid NOT NULL,
    bank_account_id uuid NOT NULL,
    statement_id    uuid NOT NULL,
    serial          bigint GENERATED ALWAYS AS IDENTITY,
    booked_on       date NOT NULL,
    amount          numeric(19, 4) NOT NULL CHECK (amount <> 0),
    party           text NOT NULL CHECK (char_length(party) <= 200),
    text            text NOT NULL CHECK (char_length(text) <= 1000),
    reference       text NOT NULL CHECK (char_length(reference) <= 100),
    -- Tells the line again in a statement that overlaps.
    digest          text NOT NULL,
    state           text NOT NULL DEFAULT 'OPEN' CHECK (state IN ('OPEN', 'MATCHED', 'IGNORED')),
    -- The payment or journal entry it is.
    matched_id      uuid,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, bank_account_id, digest),
    CHECK ((state = 'MATCHED') = (matched_id IS NOT NULL)),
    FOREIGN KEY (tenant_id, statement_id) REFERENCES bank_statement (tenant_id, id)
);
CREATE UNIQUE INDEX bank_line_matched ON bank_line (tenant_id, matched_id);
CREATE INDEX bank_line_open ON bank_line (tenant_id, bank_account_id, booked_on) WHERE state = 'OPEN';

CREATE TABLE bank_rule (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id        uuid NOT NULL,
    contains  text NOT NULL CHECK (char_length(contains) BETWEEN 3 AND 100),
    account   text NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, account) REFERENCES ledger_account (tenant_id, code)
);
CREATE UNIQUE INDEX bank_rule_text ON bank_rule (tenant_id, lower(contains));

CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON bank_statement FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON bank_line FOR EACH ROW
    EXECUTE FUNCTION refuse_other_change('state', 'matched_id');

SELECT bac_protect('bank_account');
SELECT bac_protect_append_only('bank_statement');
SELECT bac_protect('bank_line');
SELECT bac_protect('bank_rule');
