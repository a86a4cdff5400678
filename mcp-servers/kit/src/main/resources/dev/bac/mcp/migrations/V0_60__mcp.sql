-- What serving MCP keeps in every domain's schema.

-- Seals what clients carry between two rounds of a request; all copies of a server share it.
CREATE TABLE mcp_key (
    id smallint PRIMARY KEY CHECK (id = 1),
    key bytea NOT NULL CHECK (length(key) = 32)
);
SELECT bac_share('mcp_key');

-- Work that goes on after its request was answered. Whoever asked for it is its owner, and nobody else finds it.
CREATE TABLE mcp_task (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id uuid NOT NULL,
    owner uuid NOT NULL,
    caller json NOT NULL,
    work text NOT NULL,
    request json NOT NULL,
    state text NOT NULL CHECK (state IN ('working', 'input_required', 'completed', 'failed', 'cancelled')),
    message text,
    asks json NOT NULL DEFAULT '{}',
    answers json NOT NULL DEFAULT '{}',
    outcome json,
    stop boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
SELECT bac_protect('mcp_task');
