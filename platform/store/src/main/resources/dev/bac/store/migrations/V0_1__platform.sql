-- What every schema has: the tenants it is prepared for, and the records that make a write safe to repeat,
-- to follow and to check.

CREATE FUNCTION bac_protect(target regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
    -- After a connection's first transaction the setting is '' and not NULL.
    EXECUTE format('CREATE POLICY tenant ON %s USING (tenant_id = nullif(current_setting(''app.tenant'', true), '''')::uuid)', target);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO ${app}', target);
END $$;

CREATE FUNCTION bac_protect_append_only(target regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM ${schema}.bac_protect(target);
    EXECUTE format('REVOKE UPDATE, DELETE ON %s FROM ${app}', target);
END $$;

-- For tables that belong to no tenant.
CREATE FUNCTION bac_share(target regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO ${app}', target);
END $$;

-- Lets the relay, which belongs to no tenant, read the rows of all of them.
CREATE FUNCTION bac_relay(target regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE POLICY relay ON %s TO ${relay} USING (true)', target);
    EXECUTE format('GRANT SELECT ON %s TO ${relay}', target);
END $$;

CREATE TABLE tenant (
    tenant_id uuid PRIMARY KEY DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    name text NOT NULL,
    currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    zone text NOT NULL,
    locale text NOT NULL,
    state text NOT NULL DEFAULT 'ACTIVE' CHECK (state IN ('ACTIVE', 'SUSPENDED'))
);
SELECT bac_protect('tenant');

CREATE TABLE idempotency (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    key text NOT NULL CHECK (length(key) BETWEEN 1 AND 200),
    request_hash text NOT NULL,
    -- As text, so that a repeated call gets the very same answer.
    answer json,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, key)
);
SELECT bac_protect('idempotency');

-- Ordered by transaction and not by sequence: a number drawn early may be committed late.
CREATE TABLE outbox (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id uuid NOT NULL,
    type text NOT NULL,
    subject text NOT NULL,
    body jsonb NOT NULL,
    occurred_at timestamptz NOT NULL,
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    seq bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX outbox_order ON outbox (xid, seq);
SELECT bac_protect_append_only('outbox');
SELECT bac_relay('outbox');

CREATE TABLE relay_position (
    consumer text PRIMARY KEY,
    xid xid8 NOT NULL,
    seq bigint NOT NULL
);
GRANT SELECT, INSERT, UPDATE, DELETE ON relay_position TO ${relay};

CREATE TABLE audit (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id uuid NOT NULL,
    at timestamptz NOT NULL,
    actor text NOT NULL,
    agent text,
    channel text NOT NULL,
    action text NOT NULL,
    outcome text NOT NULL,
    details json NOT NULL,
    digest text NOT NULL,
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    seq bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX audit_order ON audit (xid, seq);
CREATE INDEX audit_time ON audit (tenant_id, at);
SELECT bac_protect_append_only('audit');
SELECT bac_relay('audit');

-- Who wrote which row of the audit next: each link covers the one before it.
CREATE TABLE audit_chain (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    position bigint NOT NULL,
    audit_id uuid NOT NULL,
    link text NOT NULL,
    PRIMARY KEY (tenant_id, position),
    UNIQUE (tenant_id, audit_id)
);
SELECT bac_protect_append_only('audit_chain');
REVOKE INSERT ON audit_chain FROM ${app};
SELECT bac_relay('audit_chain');
GRANT INSERT ON audit_chain TO ${relay};

CREATE TABLE grant_used (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    grant_id text NOT NULL,
    used_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, grant_id)
);
SELECT bac_protect_append_only('grant_used');
