-- Which transaction changed which kind of record, so that a reader can tell whether what it read still stands. A kind
-- is a table. A row is added and never updated by whoever writes: a counter would let a tenant's writers through one by
-- one. Rows of a purged tenant stay: they say that what was read there is gone.

CREATE TABLE change_log (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    kind text NOT NULL,
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    -- True when it stands for earlier ones too, which have been removed.
    compacted boolean NOT NULL DEFAULT false,
    PRIMARY KEY (tenant_id, kind, xid)
);
SELECT bac_protect_append_only('change_log');
SELECT bac_relay('change_log');
GRANT INSERT, UPDATE, DELETE ON change_log TO ${relay};

CREATE FUNCTION bac_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO ${schema}.change_log (tenant_id, kind)
    SELECT DISTINCT tenant_id, TG_TABLE_NAME::text FROM changed
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;

-- A row that is moved has changed where it was and where it is.
CREATE FUNCTION bac_updated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO ${schema}.change_log (tenant_id, kind)
    SELECT tenant_id, TG_TABLE_NAME::text FROM changed
    UNION SELECT tenant_id, TG_TABLE_NAME::text FROM became
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;

CREATE FUNCTION bac_refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'TRUNCATE on %: it does not say whose rows go; use DELETE', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;

-- Triggers are on even for a session that replicates.
CREATE FUNCTION bac_track(target regclass) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    event text[];
BEGIN
    FOREACH event SLICE 1 IN ARRAY ARRAY[
        ['tracked_insert', 'AFTER INSERT', 'REFERENCING NEW TABLE AS changed', 'bac_changed'],
        ['tracked_update', 'AFTER UPDATE', 'REFERENCING OLD TABLE AS changed NEW TABLE AS became', 'bac_updated'],
        ['tracked_delete', 'AFTER DELETE', 'REFERENCING OLD TABLE AS changed', 'bac_changed'],
        ['tracked_truncate', 'BEFORE TRUNCATE', '', 'bac_refuse_truncate']]
    LOOP
        EXECUTE format('DROP TRIGGER IF EXISTS %I ON %s', event[1], target);
        EXECUTE format('CREATE TRIGGER %I %s ON %s %s FOR EACH STATEMENT EXECUTE FUNCTION ${schema}.%I()',
            event[1], event[2], target, event[3], event[4]);
        EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER %I', target, event[1]);
    END LOOP;
END $$;

-- The tenants' tables of this schema, and whether every change of them is noted. What the platform keeps beside a
-- domain's records is no record of it, and no tool's answer depends on it.
CREATE FUNCTION bac_tracking() RETURNS TABLE (name text, tracked boolean) LANGUAGE sql STABLE AS $$
    SELECT c.relname::text,
        (SELECT count(*) = 4 FROM pg_trigger t
         WHERE t.tgrelid = c.oid AND t.tgenabled = 'A'
           AND t.tgname IN ('tracked_insert', 'tracked_update', 'tracked_delete', 'tracked_truncate'))
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
    WHERE n.nspname = '${schema}' AND c.relkind IN ('r', 'p')
      AND c.relname NOT IN ('idempotency', 'outbox', 'audit', 'audit_chain', 'grant_used', 'change_log', 'mcp_task')
$$;
GRANT EXECUTE ON FUNCTION bac_tracking() TO ${app};

-- Run after every migration: no table can be forgotten.
CREATE FUNCTION bac_track_all() RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    target text;
    done integer := 0;
BEGIN
    FOR target IN SELECT name FROM ${schema}.bac_tracking() WHERE NOT tracked LOOP
        PERFORM ${schema}.bac_track(format('${schema}.%I', target)::regclass);
        done := done + 1;
    END LOOP;
    RETURN done;
END $$;
