-- An entry is written together with its legs, in one statement, and says how many they are: the look that checks the
-- entries then finds them, and nothing is left to be asked at the commit. An entry that does not say so, as the version
-- before wrote it, is asked at the commit as before. The functions name their schema, so that a call need not set and
-- take back the search path.

ALTER TABLE journal_entry ADD COLUMN legs smallint CHECK (legs > 1);

DROP TRIGGER entry_has_legs ON journal_entry;
CREATE CONSTRAINT TRIGGER entry_has_legs AFTER INSERT ON journal_entry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.legs IS NULL) EXECUTE FUNCTION entry_has_legs();

CREATE OR REPLACE FUNCTION check_entries() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    bad record;
BEGIN
    PERFORM pg_advisory_xact_lock_shared(${schema}.books_key(t.tenant_id)) FROM (SELECT DISTINCT tenant_id FROM entered) t;
    -- After the lock is had: a month locked meanwhile is seen.
    SELECT bool_and(e.recorded_tx = pg_current_xact_id()
                    AND NOT EXISTS (SELECT FROM ${schema}.period p WHERE p.tenant_id = e.tenant_id AND p.state <> 'OPEN'
                                       AND p.starts_on = date_trunc('month', e.booked_on)::date)
                    AND (e.legs IS NULL OR e.legs = (SELECT count(*) FROM ${schema}.posting l
                                                      WHERE l.tenant_id = e.tenant_id AND l.entry_id = e.id))) AS fine
      INTO bad FROM entered e;
    IF bad.fine THEN
        RETURN NULL;
    END IF;
    IF EXISTS (SELECT FROM entered WHERE recorded_tx <> pg_current_xact_id()) THEN
        RAISE EXCEPTION 'an entry is recorded in its own transaction' USING ERRCODE = 'restrict_violation';
    END IF;
    SELECT p.state, to_char(e.booked_on, 'YYYY-MM') AS month INTO bad
      FROM entered e JOIN ${schema}.period p ON p.tenant_id = e.tenant_id AND p.starts_on = date_trunc('month', e.booked_on)::date
     WHERE p.state = 'HARD' OR (p.state = 'SOFT' AND coalesce(current_setting('app.soft_lock', true), '') <> 'passed')
     LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'period % is locked (%)', bad.month, lower(bad.state)
            USING ERRCODE = 'BA001', DETAIL = bad.month || ' ' || lower(bad.state);
    END IF;
    SELECT e.id, e.legs, (SELECT count(*) FROM ${schema}.posting l WHERE l.tenant_id = e.tenant_id AND l.entry_id = e.id) AS found
      INTO bad FROM entered e
     WHERE e.legs <> (SELECT count(*) FROM ${schema}.posting l WHERE l.tenant_id = e.tenant_id AND l.entry_id = e.id) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'journal entry % does not balance: % legs of %', bad.id, bad.found, bad.legs USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
ALTER FUNCTION check_entries() RESET search_path;

CREATE OR REPLACE FUNCTION check_postings() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    bad record;
BEGIN
    SELECT bool_and(fine) AS fine INTO bad
      FROM (SELECT sum(o.amount) = 0 AND sum(o.base) = 0 AND count(*) > 1 AND min(o.currency) = max(o.currency)
                   AND bool_and(coalesce((SELECT NOT a.closed AND NOT a.no_overdraft FROM ${schema}.ledger_account a
                                           WHERE a.tenant_id = o.tenant_id AND a.code = o.account), false))
                   AND coalesce((SELECT e.recorded_tx = pg_current_xact_id() FROM ${schema}.journal_entry e
                                  WHERE e.tenant_id = o.tenant_id AND e.id = o.entry_id), false) AS fine
              FROM posted o GROUP BY o.tenant_id, o.entry_id) s;
    IF bad.fine THEN
        RETURN NULL;
    END IF;
    -- All legs of an entry come in the statement that posts it, in the transaction that recorded it.
    -- Looked up row by row: planned as a join for a thousand legs, it would read all accounts for two.
    SELECT s.entry_id INTO bad FROM (SELECT DISTINCT tenant_id, entry_id FROM posted) s
     WHERE (SELECT e.recorded_tx FROM ${schema}.journal_entry e WHERE e.tenant_id = s.tenant_id AND e.id = s.entry_id)
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
      FROM (SELECT account, (SELECT a.closed FROM ${schema}.ledger_account a WHERE a.tenant_id = o.tenant_id AND a.code = o.account) AS closed
              FROM posted o) p
     WHERE p.closed IS DISTINCT FROM false LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'account % is closed or unknown', bad.account
            USING ERRCODE = CASE WHEN bad.closed THEN 'BA002' ELSE 'foreign_key_violation' END, DETAIL = bad.account;
    END IF;
    -- Each upsert locks its row to the commit, on an account never used as well; always in the same order.
    FOR bad IN SELECT p.tenant_id, p.account, p.currency, sum(p.amount * p.sign) AS moved
                 FROM (SELECT tenant_id, account, currency, amount,
                              (SELECT CASE WHEN a.kind IN ('ASSET', 'EXPENSE') THEN 1 ELSE -1 END FROM ${schema}.ledger_account a
                                WHERE a.tenant_id = o.tenant_id AND a.code = o.account AND a.no_overdraft) AS sign
                         FROM posted o) p
                WHERE p.sign IS NOT NULL
                GROUP BY p.tenant_id, p.account, p.currency HAVING sum(p.amount) <> 0 ORDER BY 1, 2, 3 LOOP
        INSERT INTO ${schema}.guarded_balance (tenant_id, account, currency, balance)
        VALUES (bad.tenant_id, bad.account, bad.currency, bad.moved)
        ON CONFLICT (tenant_id, account, currency) DO UPDATE SET balance = guarded_balance.balance + excluded.balance
        RETURNING balance - held INTO bad.moved;
        IF bad.moved < 0 THEN
            RAISE EXCEPTION 'account % would be overdrawn by % %', bad.account, -bad.moved, bad.currency
                USING ERRCODE = 'BA003', DETAIL = bad.account || ' ' || trim_scale(-bad.moved) || ' ' || bad.currency;
        END IF;
    END LOOP;
    RETURN NULL;
END $$;
ALTER FUNCTION check_postings() RESET search_path;
