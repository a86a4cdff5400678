-- Imports of any kind of records, with what each made and changed, so that one can be taken back. contact_import stays
-- for nodes of the version before.

DO $$
DECLARE
    target text;
BEGIN
    FOREACH target IN ARRAY ARRAY['account', 'contact', 'lead', 'opportunity'] LOOP
        -- The record's id in the system it came from.
        EXECUTE format('ALTER TABLE %I ADD COLUMN external_id text', target);
        EXECUTE format('CREATE UNIQUE INDEX %I ON %I (tenant_id, external_id) WHERE external_id IS NOT NULL',
            target || '_external', target);
    END LOOP;
END $$;

ALTER TABLE counter DROP CONSTRAINT counter_kind_check,
    ADD CHECK (kind IN ('ACC', 'CON', 'LEAD', 'OPP', 'ACT', 'MRG', 'LIST', 'IMP'));

CREATE TABLE intake (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id uuid NOT NULL,
    number integer NOT NULL,
    kind text NOT NULL CHECK (kind IN ('ACCOUNT', 'CONTACT', 'LEAD', 'OPPORTUNITY')),
    columns jsonb NOT NULL,
    key text,
    known text NOT NULL CHECK (known IN ('CHANGE', 'LEAVE')),
    companies boolean NOT NULL,
    state text NOT NULL CHECK (state IN ('RUNNING', 'DONE', 'STOPPED', 'REVERTING', 'REVERTED')),
    created_by text NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
SELECT bac_protect('intake');
CREATE UNIQUE INDEX intake_number ON intake (tenant_id, number);

CREATE TABLE intake_row (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    intake_id uuid NOT NULL,
    line integer NOT NULL,
    cells jsonb NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('WAITING', 'ADDED', 'CHANGED', 'LEFT', 'FAILED')),
    field text,
    problem text,
    PRIMARY KEY (tenant_id, intake_id, line),
    FOREIGN KEY (tenant_id, intake_id) REFERENCES intake (tenant_id, id)
);
SELECT bac_protect('intake_row');
CREATE INDEX intake_row_waiting ON intake_row (tenant_id, intake_id, line) WHERE outcome = 'WAITING';

-- What an import did to a record: "before" is its image, and empty when the import made it; "version" is the record's
-- after the import, so that a later change can be told. A record touched by several rows has one effect.
CREATE TABLE intake_effect (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    intake_id uuid NOT NULL,
    kind text NOT NULL,
    record_id uuid NOT NULL,
    position bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    line integer NOT NULL,
    before jsonb,
    version integer NOT NULL,
    state text NOT NULL CHECK (state IN ('KEPT', 'REVERTED', 'REFUSED')),
    problem text,
    PRIMARY KEY (tenant_id, intake_id, kind, record_id),
    FOREIGN KEY (tenant_id, intake_id) REFERENCES intake (tenant_id, id)
);
SELECT bac_protect('intake_effect');
CREATE INDEX intake_effect_kept ON intake_effect (tenant_id, intake_id, position) WHERE state = 'KEPT';

-- The history of stages only grows. The one way out: a deal that an import made, whose history the import alone wrote
-- and which is as the import left it, goes with that import while it is reverted, and takes its one row along.
CREATE FUNCTION crm_keep_history() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    steps bigint := (SELECT count(*) FROM stage_change h WHERE h.opportunity_id = OLD.id);
BEGIN
    IF steps > 1 OR steps = 1 AND NOT EXISTS (
        SELECT 1 FROM intake_effect e JOIN intake i ON i.tenant_id = e.tenant_id AND i.id = e.intake_id
        WHERE e.kind = 'OPPORTUNITY' AND e.record_id = OLD.id AND e.before IS NULL AND e.state = 'KEPT'
          AND e.version = OLD.version AND i.state = 'REVERTING') THEN
        RAISE EXCEPTION 'a deal with a history stays' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER keep_history BEFORE DELETE ON opportunity FOR EACH ROW EXECUTE FUNCTION crm_keep_history();
ALTER TABLE stage_change DROP CONSTRAINT stage_change_tenant_id_opportunity_id_fkey,
    ADD FOREIGN KEY (tenant_id, opportunity_id) REFERENCES opportunity (tenant_id, id) ON DELETE CASCADE;

-- Tables that were written out, to be fetched by whoever asked for them.
CREATE TABLE export_file (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id uuid NOT NULL,
    owner uuid NOT NULL,
    kind text NOT NULL,
    records integer NOT NULL,
    content text NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
SELECT bac_protect('export_file');
CREATE INDEX export_file_owner ON export_file (tenant_id, owner, created_at);
