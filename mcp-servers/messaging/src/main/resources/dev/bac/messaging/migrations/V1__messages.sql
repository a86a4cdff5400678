CREATE TABLE counter (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    kind text NOT NULL CHECK (kind = 'MSG'),
    last integer NOT NULL,
    PRIMARY KEY (tenant_id, kind)
);
SELECT bac_protect('counter');

CREATE TABLE template (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id uuid NOT NULL,
    name text NOT NULL,
    channel text NOT NULL CHECK (channel IN ('SMS', 'EMAIL')),
    subject text,
    body text NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
SELECT bac_protect('template');
CREATE UNIQUE INDEX template_name ON template (tenant_id, lower(name));

CREATE TABLE message (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id uuid NOT NULL,
    number integer NOT NULL,
    channel text NOT NULL CHECK (channel IN ('SMS', 'EMAIL')),
    recipient text NOT NULL,
    subject text,
    body text NOT NULL,
    template_id uuid,
    segments integer NOT NULL,
    state text NOT NULL CHECK (state IN ('ACCEPTED', 'SCHEDULED', 'QUEUED', 'HELD', 'SUBMITTING', 'SUBMITTED', 'SENT',
        'DELIVERED', 'READ', 'UNDELIVERED', 'FAILED', 'EXPIRED', 'REJECTED', 'CANCELLED', 'SUPPRESSED', 'UNKNOWN')),
    reason text,
    vendor text,
    vendor_id text,
    attempts integer NOT NULL DEFAULT 0,
    not_before timestamptz NOT NULL,
    claimed_at timestamptz,
    created_by text NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, template_id) REFERENCES template (tenant_id, id)
);
SELECT bac_protect('message');
CREATE UNIQUE INDEX message_number ON message (tenant_id, number);
CREATE INDEX message_created ON message (tenant_id, created_at DESC);
CREATE INDEX message_recipient ON message (tenant_id, recipient);
CREATE INDEX message_due ON message (tenant_id, not_before) WHERE state = 'QUEUED';
CREATE INDEX message_claimed ON message (tenant_id, claimed_at) WHERE state = 'SUBMITTING';

-- What happened to a message, one row a change of state.
CREATE TABLE message_event (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id uuid NOT NULL,
    message_id uuid NOT NULL,
    state text NOT NULL,
    detail text,
    at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, message_id) REFERENCES message (tenant_id, id)
);
SELECT bac_protect_append_only('message_event');
CREATE INDEX message_event_message ON message_event (tenant_id, message_id, at);

-- Who must not be written to, or has agreed to it; an address without a row has said nothing.
CREATE TABLE consent (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    address text NOT NULL,
    opted_out boolean NOT NULL,
    reason text,
    changed_by text NOT NULL,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, address)
);
SELECT bac_protect('consent');
