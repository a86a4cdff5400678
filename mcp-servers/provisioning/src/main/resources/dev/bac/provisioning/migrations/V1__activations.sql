-- An activation belongs to the tenant that asked for it; new_tenant is the company it makes.

CREATE TABLE counter (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    kind text NOT NULL CHECK (kind = 'BIZ'),
    last integer NOT NULL,
    PRIMARY KEY (tenant_id, kind)
);
SELECT bac_protect('counter');

CREATE TABLE activation (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id uuid NOT NULL,
    number integer NOT NULL,
    request_key text,
    new_tenant uuid NOT NULL,
    business_name text NOT NULL,
    industry text NOT NULL,
    state text NOT NULL CHECK (state IN ('REQUESTED', 'RUNNING', 'ACTIVE', 'FAILED', 'COMPENSATED')),
    profile jsonb NOT NULL,
    created_by text NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
SELECT bac_protect('activation');
CREATE UNIQUE INDEX activation_number ON activation (tenant_id, number);
CREATE UNIQUE INDEX activation_key ON activation (tenant_id, request_key);
CREATE UNIQUE INDEX activation_new_tenant ON activation (tenant_id, new_tenant);
CREATE UNIQUE INDEX activation_business ON activation (tenant_id, lower(business_name))
    WHERE state IN ('REQUESTED', 'RUNNING', 'ACTIVE');
CREATE INDEX activation_created ON activation (tenant_id, created_at DESC);

CREATE TABLE activation_step (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    activation_id uuid NOT NULL,
    position integer NOT NULL CHECK (position BETWEEN 1 AND 7),
    name text NOT NULL,
    state text NOT NULL CHECK (state IN ('PENDING', 'RUNNING', 'DONE', 'FAILED', 'COMPENSATED')),
    attempts integer NOT NULL DEFAULT 0,
    detail text,
    started_at timestamptz,
    finished_at timestamptz,
    PRIMARY KEY (tenant_id, activation_id, position),
    FOREIGN KEY (tenant_id, activation_id) REFERENCES activation (tenant_id, id)
);
SELECT bac_protect('activation_step');
