-- Periods that are locked, years that are closed, accounts that may not go below zero. The database refuses whoever
-- writes: the application, a tool not written yet, the schema's owner.

CREATE TABLE period (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id        uuid NOT NULL,
    starts_on date NOT NULL CHECK (extract(day FROM starts_on) = 1),
    -- A month; what is not here is open. SOFT lets through who says so, HARD nobody.
    state     text NOT NULL CHECK (state IN ('OPEN', 'SOFT', 'HARD')),
    -- What was recorded when it was locked for good, so that anything later can be told.
    locked_at pg_snapshot,
    locked_tx xid8,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, starts_on)
);

CREATE TABLE fiscal_year (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id        uuid NOT NULL,
    starts_on date NOT NULL,
    ends_on   date NOT NULL CHECK (ends_on > starts_on),
    -- Profit above zero, in the company's own currency.
    result    numeric(19, 4) NOT NULL,
    closed_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, ends_on)
);

-- Whoever posts holds the books shared until the commit, whoever locks a period, closes a year or sets an account's
-- flag holds them alone: nothing is recorded behind a lock that it did not see.
CREATE FUNCTION books_key(tenant uuid) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
    SELECT hashtextextended(tenant::text, 17)
$$;

CREATE FUNCTION refuse_locked() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    found text;
BEGIN
    PERFORM pg_advisory_xact_lock_shared(books_key(NEW.tenant_id));
    SELECT state INTO found FROM period p
     WHERE p.tenant_id = NEW.tenant_id AND p.starts_on = date_trunc('month', NEW.booked_on)::date;
    IF found = 'HARD' OR (found = 'SOFT' AND coalesce(current_setting('app.soft_lock', true), '') <> 'passed') THEN
        RAISE EXCEPTION 'period % is locked (%)', to_char(NEW.booked_on, 'YYYY-MM'), lower(found)
            USING ERRCODE = 'BA001', DETAIL = to_char(NEW.booked_on, 'YYYY-MM') || ' ' || lower(found);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER refuse_locked BEFORE INSERT ON journal_entry FOR EACH ROW EXECUTE FUNCTION refuse_locked();

-- A hard lock is for good.
CREATE FUNCTION keep_hard() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    IF TG_OP = 'DELETE' AND being_purged(TG_RELID, OLD.tenant_id) THEN
        RETURN OLD;
    END IF;
    IF TG_OP = 'INSERT' OR OLD.state <> 'HARD' AND TG_OP = 'UPDATE' THEN
        NEW.locked_at := CASE NEW.state WHEN 'HARD' THEN pg_current_snapshot() END;
        NEW.locked_tx := CASE NEW.state WHEN 'HARD' THEN pg_current_xact_id() END;
    ELSE
        RAISE EXCEPTION 'period % is locked for good', to_char(OLD.starts_on, 'YYYY-MM') USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_hard BEFORE INSERT OR UPDATE OR DELETE ON period FOR EACH ROW EXECUTE FUNCTION keep_hard();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON fiscal_year FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- The balance of accounts with a floor. The row is made before it is locked: on an account never used there would be
-- nothing to lock, and two would overdraw it at once.
ALTER TABLE ledger_account
    ADD COLUMN no_overdraft boolean NOT NULL DEFAULT false,
    ADD COLUMN closed boolean NOT NULL DEFAULT false;
CREATE TABLE guarded_balance (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    account   text NOT NULL,
    currency  text NOT NULL,
    balance   numeric(19, 4) NOT NULL,
    PRIMARY KEY (tenant_id, account, currency)
);
CREATE FUNCTION guard_account() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    guarded boolean;
    shut boolean;
    sign int;
BEGIN
    SELECT no_overdraft, closed, CASE WHEN kind IN ('ASSET', 'EXPENSE') THEN 1 ELSE -1 END INTO guarded, shut, sign
      FROM ledger_account a WHERE a.tenant_id = NEW.tenant_id AND a.code = NEW.account;
    IF shut THEN
        RAISE EXCEPTION 'account % is closed', NEW.account USING ERRCODE = 'BA002', DETAIL = NEW.account;
    END IF;
    IF guarded AND NEW.amount <> 0 THEN
        INSERT INTO guarded_balance (tenant_id, account, currency, balance)
        VALUES (NEW.tenant_id, NEW.account, NEW.currency, NEW.amount * sign)
        ON CONFLICT (tenant_id, account, currency) DO UPDATE SET balance = guarded_balance.balance + excluded.balance;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER guard_account AFTER INSERT ON posting FOR EACH ROW EXECUTE FUNCTION guard_account();
CREATE FUNCTION refuse_overdraft() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    left_over numeric;
BEGIN
    SELECT balance INTO left_over FROM guarded_balance g
     WHERE g.tenant_id = NEW.tenant_id AND g.account = NEW.account AND g.currency = NEW.currency;
    IF left_over < 0 THEN
        RAISE EXCEPTION 'account % would be overdrawn by % %', NEW.account, -left_over, NEW.currency
            USING ERRCODE = 'BA003', DETAIL = NEW.account || ' ' || trim_scale(-left_over) || ' ' || NEW.currency;
    END IF;
    RETURN NULL;
END $$;
-- At the end: a leg may go below zero that another leg of the same entry makes good.
CREATE CONSTRAINT TRIGGER refuse_overdraft AFTER INSERT OR UPDATE ON guarded_balance
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_overdraft();

SELECT bac_protect('period');
SELECT bac_protect('fiscal_year');
SELECT bac_protect('guarded_balance');
