-- The same rules, checked once a statement and not once a row and again at the commit: an entry's legs come in one
-- statement, which balances or is refused at once. This is what makes transfers as fast as bare updates (bac bench finance).

DROP TRIGGER stamp_entry ON journal_entry;
DROP TRIGGER refuse_locked ON journal_entry;
DROP TRIGGER entry_balances ON journal_entry;
DROP TRIGGER refuse_late_posting ON posting;
DROP TRIGGER posting_balances ON posting;
DROP TRIGGER guard_account ON posting;
DROP TRIGGER refuse_overdraft ON guarded_balance;
DROP FUNCTION stamp_entry(), refuse_locked(), entry_balances(), refuse_late_posting(), posting_balances(), guard_account(),
    refuse_overdraft(), assert_balanced(uuid, uuid);
ALTER TABLE journal_entry ALTER COLUMN recorded_tx SET DEFAULT pg_current_xact_id();

CREATE FUNCTION check_entries() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    bad record;
BEGIN
    FOR bad IN SELECT DISTINCT tenant_id FROM entered LOOP
        PERFORM pg_advisory_xact_lock_shared(books_key(bad.tenant_id));
    END LOOP;
    IF EXISTS (SELECT FROM entered WHERE recorded_tx <> pg_current_xact_id()) THEN
        RAISE EXCEPTION 'an entry is recorded in its own transaction' USING ERRCODE = 'restrict_violation';
    END IF;
    -- After the lock is had: a month locked meanwhile is seen.
    SELECT p.state, to_char(e.booked_on, 'YYYY-MM') AS month INTO bad
      FROM entered e JOIN period p ON p.tenant_id = e.tenant_id AND p.starts_on = date_trunc('month', e.booked_on)::date
     WHERE p.state = 'HARD' OR (p.state = 'SOFT' AND coalesce(current_setting('app.soft_lock', true), '') <> 'passed')
     LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'period % is locked (%)', bad.month, lower(bad.state)
            USING ERRCODE = 'BA001', DETAIL = bad.month || ' ' || lower(bad.state);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER check_entries AFTER INSERT ON journal_entry REFERENCING NEW TABLE AS entered
    FOR EACH STATEMENT EXECUTE FUNCTION check_entries();

-- An entry without legs is found at the commit; its legs cannot have come before it.
CREATE FUNCTION entry_has_legs() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM posting p WHERE p.tenant_id = NEW.tenant_id AND p.entry_id = NEW.id) THEN
        RAISE EXCEPTION 'journal entry % does not balance: 0 legs', NEW.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER entry_has_legs AFTER INSERT ON journal_entry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION entry_has_legs();

CREATE FUNCTION check_postings() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    bad record;
BEGIN
    -- All legs of an entry come in the statement that posts it, in the transaction that recorded it.
    -- Looked up row by row: planned as a join for a thousand legs, it would read all accounts for two.
    SELECT s.entry_id INTO bad FROM (SELECT DISTINCT tenant_id, entry_id FROM posted) s
     WHERE (SELECT e.recorded_tx FROM journal_entry e WHERE e.tenant_id = s.tenant_id AND e.id = s.entry_id)
           IS DISTINCT FROM pg_current_xact_id() LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'journal entry % is already posted', bad.entry_id USING ERRCODE = 'restrict_violation';
    END IF;
    SELECT entry_id, string_agg(currency || ' ' || total, ', ') AS off INTO bad
      FROM (SELECT entry_id, currency, sum(amount) AS total FROM posted GROUP BY entry_id, currency HAVING sum(amount) <> 0
            UNION ALL SELECT entry_id, 'base', sum(base) FROM posted GROUP BY entry_id HAVING sum(base) <> 0
            UNION ALL SELECT entry_id, 'legs', count(*) FROM posted GROUP BY entry_id HAVING count(*) < 2) s
     GROUP BY entry_id LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'journal entry % does not balance: off by %', bad.entry_id, bad.off USING ERRCODE = 'check_violation';
    END IF;
    SELECT p.account, p.closed INTO bad
      FROM (SELECT account, (SELECT a.closed FROM ledger_account a WHERE a.tenant_id = o.tenant_id AND a.code = o.account) AS closed
              FROM posted o) p
     WHERE p.closed IS DISTINCT FROM false LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'account % is closed or unknown', bad.account
            USING ERRCODE = CASE WHEN bad.closed THEN 'BA002' ELSE 'foreign_key_violation' END, DETAIL = bad.account;
    END IF;
    -- Each upsert locks its row to the commit, on an account never used as well; always in the same order.
    FOR bad IN SELECT p.tenant_id, p.account, p.currency, sum(p.amount * p.sign) AS moved
                 FROM (SELECT tenant_id, account, currency, amount,
                              (SELECT CASE WHEN a.kind IN ('ASSET', 'EXPENSE') THEN 1 ELSE -1 END FROM ledger_account a
                                WHERE a.tenant_id = o.tenant_id AND a.code = o.account AND a.no_overdraft) AS sign
                         FROM posted o) p
                WHERE p.sign IS NOT NULL
                GROUP BY p.tenant_id, p.account, p.currency HAVING sum(p.amount) <> 0 ORDER BY 1, 2, 3 LOOP
        INSERT INTO guarded_balance (tenant_id, account, currency, balance)
        VALUES (bad.tenant_id, bad.account, bad.currency, bad.moved)
        ON CONFLICT (tenant_id, account, currency) DO UPDATE SET balance = guarded_balance.balance + excluded.balance
        RETURNING balance INTO bad.moved;
        IF bad.moved < 0 THEN
            RAISE EXCEPTION 'account % would be overdrawn by % %', bad.account, -bad.moved, bad.currency
                USING ERRCODE = 'BA003', DETAIL = bad.account || ' ' || trim_scale(-bad.moved) || ' ' || bad.currency;
        END IF;
    END LOOP;
    RETURN NULL;
END $$;
CREATE TRIGGER check_postings AFTER INSERT ON posting REFERENCING NEW TABLE AS posted
    FOR EACH STATEMENT EXECUTE FUNCTION check_postings();

-- The check above stands for two foreign keys, which would lock the rows of busy accounts a leg at a time; what is left
-- of them is that an account that has been posted to stays.
ALTER TABLE posting DROP CONSTRAINT posting_tenant_id_entry_id_fkey, DROP CONSTRAINT posting_tenant_id_account_fkey;
CREATE FUNCTION keep_account() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    IF TG_OP = 'DELETE' AND being_purged(TG_RELID, OLD.tenant_id) THEN
        RETURN OLD;
    END IF;
    PERFORM pg_advisory_xact_lock(books_key(OLD.tenant_id));
    IF (TG_OP = 'DELETE' OR NEW.code <> OLD.code OR NEW.kind <> OLD.kind OR NEW.tenant_id <> OLD.tenant_id)
        AND EXISTS (SELECT FROM posting p WHERE p.tenant_id = OLD.tenant_id AND p.account = OLD.code) THEN
        RAISE EXCEPTION 'account % has been posted to and stays', OLD.code USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER keep_account BEFORE UPDATE OR DELETE ON ledger_account FOR EACH ROW EXECUTE FUNCTION keep_account();

-- Nothing reads by it that posting_account does not serve.
DROP INDEX posting_entry_account;
