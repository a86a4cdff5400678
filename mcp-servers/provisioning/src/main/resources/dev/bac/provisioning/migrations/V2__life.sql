-- Where a business is in its life after activation, and what was ordered for it.

ALTER TABLE activation ADD COLUMN standing text NOT NULL DEFAULT 'OPEN'
    CHECK (standing IN ('OPEN', 'SUSPENDED', 'LEAVING', 'DELETED'));
DROP INDEX activation_business;
CREATE UNIQUE INDEX activation_business ON activation (tenant_id, lower(business_name))
    WHERE state IN ('REQUESTED', 'RUNNING', 'ACTIVE') AND standing <> 'DELETED';

CREATE TABLE business_order (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id uuid NOT NULL,
    number integer NOT NULL,
    activation_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('SUSPEND', 'RESUME', 'CHANGE', 'EXPORT', 'MOVE', 'DELETE')),
    state text NOT NULL CHECK (state IN ('WAITING', 'DONE', 'REFUSED', 'CANCELLED')),
    plan text,
    features jsonb NOT NULL,
    detail text,
    result jsonb,
    created_by text NOT NULL,
    created_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL,
    finished_at timestamptz,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, number),
    FOREIGN KEY (tenant_id, activation_id) REFERENCES activation (tenant_id, id)
);
SELECT bac_protect('business_order');
CREATE INDEX business_order_activation ON business_order (tenant_id, activation_id, number);

ALTER TABLE counter DROP CONSTRAINT counter_kind_check;
ALTER TABLE counter ADD CONSTRAINT counter_kind_check CHECK (kind IN ('BIZ', 'ORD'));

-- A domain is claimed once in an installation, whoever asks: this table belongs to no tenant.
CREATE TABLE domain_claim (
    domain text PRIMARY KEY CHECK (domain = lower(domain)),
    business uuid NOT NULL,
    challenge text NOT NULL,
    claimed_at timestamptz NOT NULL
);
SELECT bac_share('domain_claim');
CREATE INDEX domain_claim_business ON domain_claim (business);

-- Tenants that are prepared on every server and wait for a business; noted before they are made, so that none is lost.
CREATE TABLE spare (
    business uuid PRIMARY KEY,
    ready boolean NOT NULL,
    noted_at timestamptz NOT NULL
);
SELECT bac_share('spare');
