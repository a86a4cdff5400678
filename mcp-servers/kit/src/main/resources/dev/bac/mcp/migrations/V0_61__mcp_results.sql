-- Results that were too long to send, until their reader has read them. Nobody else finds them.
CREATE TABLE mcp_result (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id uuid NOT NULL,
    owner uuid NOT NULL,
    agent text NOT NULL,
    tool text NOT NULL,
    content json NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
SELECT bac_protect('mcp_result');
CREATE INDEX mcp_result_owner ON mcp_result (tenant_id, owner, created_at);
