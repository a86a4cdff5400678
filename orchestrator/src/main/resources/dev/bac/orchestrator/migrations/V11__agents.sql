-- A tenant's own agents. Every text that was ever in force stays, so that a run finds the version it began with.
CREATE TABLE agent_version (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    name text NOT NULL,
    digest text NOT NULL,
    yaml text NOT NULL,
    author text NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, name, digest)
);
SELECT bac_protect_append_only('agent_version');

CREATE TABLE agent (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    name text NOT NULL,
    digest text NOT NULL,
    -- The file it comes from, below the tenant's folder; none when it was sent to the API.
    file text,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, name),
    FOREIGN KEY (tenant_id, name, digest) REFERENCES agent_version
);
SELECT bac_protect('agent');

-- The versions a run began with, by the agent's name.
ALTER TABLE run ADD COLUMN agents json NOT NULL DEFAULT '{}';
