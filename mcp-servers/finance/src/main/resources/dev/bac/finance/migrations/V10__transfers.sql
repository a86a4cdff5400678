-- Transfers in two steps: an amount is held, then posted or given up, or it lapses. What is held of an account with a
-- floor counts as gone (TigerBeetle's two-phase transfers).

ALTER TABLE guarded_balance ADD COLUMN held numeric(19, 4) NOT NULL DEFAULT 0 CHECK (held >= 0);

CREATE TABLE pending_transfer (
    tenant_id   uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    -- Made by whoever asks, so that asking again is the same transfer.
    id          uuid NOT NULL,
    debit       text NOT NULL,
    credit      text NOT NULL CHECK (credit <> debit),
    currency    text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    amount      numeric(19, 4) NOT NULL CHECK (amount > 0),
    description text NOT NULL CHECK (char_length(description) BETWEEN 1 AND 500),
    state       text NOT NULL CHECK (state IN ('PENDING', 'POSTED', 'VOIDED', 'EXPIRED')),
    expires_at  timestamptz NOT NULL,
    posted      numeric(19, 4) NOT NULL DEFAULT 0 CHECK (posted BETWEEN 0 AND amount),
    CHECK ((state = 'POSTED') = (posted > 0)),
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, debit) REFERENCES ledger_account (tenant_id, code),
    FOREIGN KEY (tenant_id, credit) REFERENCES ledger_account (tenant_id, code)
);
CREATE INDEX pending_transfer_expiry ON pending_transfer (tenant_id, expires_at) WHERE state = 'PENDING';
CREATE INDEX pending_transfer_accounts ON pending_transfer (tenant_id, currency) WHERE state = 'PENDING';

-- Holds the amount of the side that the transfer lowers, and lets go of it when the transfer is no longer pending; always
-- in the order of the accounts' codes.
CREATE FUNCTION hold_transfer() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    side record;
    moved numeric := CASE WHEN NEW.state = 'PENDING' THEN NEW.amount ELSE -NEW.amount END;
    left_over numeric;
BEGIN
    -- Not beside somebody who closes an account or gives it a floor.
    PERFORM pg_advisory_xact_lock_shared(books_key(NEW.tenant_id));
    IF TG_OP = 'UPDATE' AND (OLD.state <> 'PENDING' OR NEW.state = 'PENDING') THEN
        RAISE EXCEPTION 'transfer % is % already', NEW.id, lower(OLD.state) USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' AND NEW.state <> 'PENDING' THEN
        RAISE EXCEPTION 'transfer % begins as pending', NEW.id USING ERRCODE = 'restrict_violation';
    END IF;
    FOR side IN SELECT a.code, a.closed, a.no_overdraft FROM ledger_account a
                 WHERE a.tenant_id = NEW.tenant_id AND a.code IN (NEW.debit, NEW.credit) AND (a.closed OR a.no_overdraft)
                   AND (a.closed OR a.code = CASE WHEN a.kind IN ('ASSET', 'EXPENSE') THEN NEW.credit ELSE NEW.debit END)
                 ORDER BY a.code LOOP
        IF side.closed AND TG_OP = 'INSERT' THEN
            RAISE EXCEPTION 'account % is closed', side.code USING ERRCODE = 'BA002', DETAIL = side.code;
        END IF;
        IF NOT side.no_overdraft THEN
            CONTINUE;
        END IF;
        -- The zero row first: of an account never used there would be nothing to lock.
        INSERT INTO guarded_balance (tenant_id, account, currency, balance, held)
        VALUES (NEW.tenant_id, side.code, NEW.currency, 0, greatest(moved, 0))
        ON CONFLICT (tenant_id, account, currency) DO UPDATE SET held = greatest(guarded_balance.held + moved, 0)
        RETURNING balance - held INTO left_over;
        IF moved > 0 AND left_over < 0 THEN
            RAISE EXCEPTION 'account % would be overdrawn by % %', side.code, -left_over, NEW.currency
                USING ERRCODE = 'BA003', DETAIL = side.code || ' ' || trim_scale(-left_over) || ' ' || NEW.currency;
        END IF;
    END LOOP;
    RETURN NULL;
END $$;
CREATE TRIGGER hold_transfer AFTER INSERT OR UPDATE OF state ON pending_transfer FOR EACH ROW EXECUTE FUNCTION hold_transfer();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON pending_transfer FOR EACH ROW
    EXECUTE FUNCTION refuse_other_change('state', 'posted');
SELECT bac_protect('pending_transfer');
