-- The chart of accounts and the journal. What is posted stays: the triggers below refuse to change or remove it,
-- whoever asks; only the purge of a whole tenant by the schema's owner passes.

CREATE TABLE ledger_account (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id        uuid NOT NULL,
    code      text NOT NULL CHECK (code ~ '^[0-9]{4}$'),
    name      text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
    kind      text NOT NULL CHECK (kind IN ('ASSET', 'LIABILITY', 'EQUITY', 'INCOME', 'EXPENSE')),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, code)
);

-- Customers and suppliers as finance knows them: a copy of the CRM account's id and name.
CREATE TABLE party (
    tenant_id  uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id         uuid NOT NULL,
    name       text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
    kind       text NOT NULL CHECK (kind IN ('CUSTOMER', 'SUPPLIER')),
    terms_days int  NOT NULL CHECK (terms_days BETWEEN 0 AND 365),
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX party_name ON party (tenant_id, lower(name));

-- One row per series of document numbers. The row stays locked until the commit, so a number is given out in the
-- transaction that uses it or not at all.
CREATE TABLE counter (
    tenant_id uuid   NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id        text   NOT NULL,
    last      bigint NOT NULL,
    PRIMARY KEY (tenant_id, id)
);

CREATE TABLE journal_entry (
    tenant_id   uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id          uuid NOT NULL,
    booked_on   date NOT NULL,
    description text NOT NULL CHECK (char_length(description) BETWEEN 1 AND 500),
    source      text NOT NULL CHECK (source IN ('INVOICE', 'PAYMENT', 'BILL', 'BILL_PAYMENT', 'OPENING', 'MANUAL', 'REVERSAL')),
    -- The record it books; a document cannot be booked twice.
    source_id   uuid NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_tx xid8 NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, source, source_id)
);
CREATE INDEX journal_entry_date ON journal_entry (tenant_id, booked_on);

-- Debit above zero, credit below.
CREATE TABLE posting (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    entry_id  uuid NOT NULL,
    line      int  NOT NULL CHECK (line > 0),
    account   text NOT NULL,
    currency  text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    amount    numeric(19, 4) NOT NULL CHECK (amount <> 0),
    party_id  uuid,
    PRIMARY KEY (tenant_id, entry_id, line),
    FOREIGN KEY (tenant_id, entry_id) REFERENCES journal_entry (tenant_id, id),
    FOREIGN KEY (tenant_id, account) REFERENCES ledger_account (tenant_id, code),
    FOREIGN KEY (tenant_id, party_id) REFERENCES party (tenant_id, id)
);
CREATE INDEX posting_account ON posting (tenant_id, account, party_id);

CREATE FUNCTION stamp_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.recorded_tx := pg_current_xact_id();
    RETURN NEW;
END $$;
CREATE TRIGGER stamp_entry BEFORE INSERT ON journal_entry FOR EACH ROW EXECUTE FUNCTION stamp_entry();

-- An entry is closed with the transaction that recorded it: nobody adds a leg to it later, not even a balanced pair.
CREATE FUNCTION refuse_late_posting() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM journal_entry e WHERE e.tenant_id = NEW.tenant_id AND e.id = NEW.entry_id
                   AND e.recorded_tx = pg_current_xact_id()) THEN
        RAISE EXCEPTION 'journal entry % is already posted', NEW.entry_id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER refuse_late_posting BEFORE INSERT ON posting FOR EACH ROW EXECUTE FUNCTION refuse_late_posting();

CREATE FUNCTION assert_balanced(tenant uuid, entry uuid) RETURNS void LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    legs int;
    uneven text;
BEGIN
    SELECT count(*) INTO legs FROM posting p WHERE p.tenant_id = tenant AND p.entry_id = entry;
    SELECT string_agg(currency || ' ' || total, ', ') INTO uneven
      FROM (SELECT currency, sum(amount) AS total FROM posting p
             WHERE p.tenant_id = tenant AND p.entry_id = entry GROUP BY currency) s
     WHERE total <> 0;
    IF legs < 2 OR uneven IS NOT NULL THEN
        RAISE EXCEPTION 'journal entry % does not balance: % legs, off by %', entry, legs, coalesce(uneven, '0')
            USING ERRCODE = 'check_violation';
    END IF;
END $$;

CREATE FUNCTION entry_balances() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM assert_balanced(NEW.tenant_id, NEW.id);
    RETURN NULL;
END $$;
CREATE FUNCTION posting_balances() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM assert_balanced(NEW.tenant_id, NEW.entry_id);
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER entry_balances AFTER INSERT ON journal_entry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION entry_balances();
CREATE CONSTRAINT TRIGGER posting_balances AFTER INSERT ON posting
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION posting_balances();

-- The purge of a tenant is the one way out: by the table's owner, on a row of the tenant being purged, announced by
-- app.purge in the same transaction.
CREATE FUNCTION being_purged(target oid, tenant uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT pg_get_userbyid(relowner) = current_user AND current_setting('app.purge', true) = tenant::text
      FROM pg_catalog.pg_class WHERE oid = target
$$;
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    IF TG_OP = 'DELETE' AND being_purged(TG_RELID, OLD.tenant_id) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '% on %: what is posted stays; post a reversal instead', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'TRUNCATE on %: what is posted stays', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON journal_entry FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON posting FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON journal_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON posting FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();

SELECT bac_protect('ledger_account');
SELECT bac_protect('party');
SELECT bac_protect('counter');
SELECT bac_protect_append_only('journal_entry');
SELECT bac_protect_append_only('posting');
