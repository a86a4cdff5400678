-- Several pipelines, each with titles and probabilities of its own; every tenant has the one called Standard.

ALTER TABLE opportunity DROP CONSTRAINT opportunity_tenant_id_stage_fkey;
ALTER TABLE stage
    ADD COLUMN pipeline text NOT NULL DEFAULT 'Standard',
    DROP CONSTRAINT stage_pkey,
    ADD PRIMARY KEY (tenant_id, pipeline, code),
    ADD CHECK (code <> 'WON' OR probability = 100),
    ADD CHECK (code <> 'LOST' OR probability = 0);
CREATE UNIQUE INDEX stage_pipeline ON stage (tenant_id, lower(pipeline), code);
ALTER TABLE opportunity
    ADD COLUMN pipeline text NOT NULL DEFAULT 'Standard',
    ADD FOREIGN KEY (tenant_id, pipeline, stage) REFERENCES stage (tenant_id, pipeline, code);
CREATE INDEX opportunity_close ON opportunity (tenant_id, close_date);

-- Teams, and who is in them. The records of a private team are seen by its members and by admins alone.
CREATE TABLE team (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id uuid NOT NULL,
    name text NOT NULL,
    folded text NOT NULL,
    private boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, folded)
);
SELECT bac_protect('team');

CREATE TABLE team_member (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    team_id uuid NOT NULL,
    member text NOT NULL,
    PRIMARY KEY (tenant_id, team_id, member),
    FOREIGN KEY (tenant_id, team_id) REFERENCES team (tenant_id, id)
);
SELECT bac_protect('team_member');

-- What any record can carry. "version" grows by one with every change, whoever makes it.
CREATE FUNCTION crm_next_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.version := OLD.version + 1;
    RETURN NEW;
END $$;

ALTER TABLE contact ADD COLUMN owner text;
ALTER TABLE lead ADD COLUMN owner text, ADD COLUMN country text;

DO $$
DECLARE
    target text;
BEGIN
    FOREACH target IN ARRAY ARRAY['account', 'contact', 'lead', 'opportunity'] LOOP
        EXECUTE format('ALTER TABLE %I
            ADD COLUMN version integer NOT NULL DEFAULT 1,
            ADD COLUMN team_id uuid,
            ADD COLUMN tags text[] NOT NULL DEFAULT ''{}'',
            ADD COLUMN custom jsonb NOT NULL DEFAULT ''{}'',
            ADD FOREIGN KEY (tenant_id, team_id) REFERENCES team (tenant_id, id)', target);
        EXECUTE format('CREATE TRIGGER next_version BEFORE UPDATE ON %I
            FOR EACH ROW EXECUTE FUNCTION crm_next_version()', target);
        EXECUTE format('CREATE INDEX %I ON %I USING gin (tags)', target || '_tags', target);
        EXECUTE format('CREATE INDEX %I ON %I (tenant_id, team_id) WHERE team_id IS NOT NULL', target || '_team', target);
        -- Set by the server for each call to the ids of the private teams whose records the caller does not see.
        EXECUTE format('CREATE POLICY seen ON %I AS RESTRICTIVE FOR SELECT USING (team_id IS NULL
            OR team_id <> ALL (string_to_array(coalesce(current_setting(''app.crm_unseen'', true), ''''), '','')::uuid[]))',
            target);
    END LOOP;
END $$;
