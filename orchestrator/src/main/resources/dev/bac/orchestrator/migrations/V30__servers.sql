-- MCP servers of others, as the admin names them in the configuration. What a company has accepted of them is its own.

-- The definition of each tool that is in force, as a hash over all that a model or a person reads of it.
CREATE TABLE foreign_pin (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    server text NOT NULL,
    tool text NOT NULL,
    hash text NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, server, tool)
);
SELECT bac_protect('foreign_pin');

-- Definitions that differ from it, until an admin has seen them.
CREATE TABLE foreign_change (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    server text NOT NULL,
    tool text NOT NULL,
    hash text NOT NULL,
    definition json NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, server, tool)
);
SELECT bac_protect('foreign_change');

-- Grants that were used and changes that were sent: a foreign server knows neither.
CREATE TABLE foreign_once (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id text NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
SELECT bac_protect_append_only('foreign_once');

-- Encrypted under a key of the data folder, which the database does not hold.
CREATE TABLE foreign_token (
    holder text PRIMARY KEY,
    sealed bytea NOT NULL,
    at timestamptz NOT NULL
);
SELECT bac_share('foreign_token');

CREATE TABLE foreign_registration (
    issuer text NOT NULL,
    redirect text NOT NULL,
    sealed bytea NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (issuer, redirect)
);
SELECT bac_share('foreign_registration');

-- A server's question to the person for whom its tool runs: what is to be filled in, and what was.
ALTER TABLE approval ADD COLUMN form json;
ALTER TABLE approval ADD COLUMN answers json;
