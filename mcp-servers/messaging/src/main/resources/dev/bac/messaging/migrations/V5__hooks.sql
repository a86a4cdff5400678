-- Programs of the company's that are told what became of its messages.

CREATE TABLE hook (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id uuid NOT NULL,
    url text NOT NULL,
    events text[] NOT NULL,
    -- Sealed; the one before is signed with as well until its time is over.
    secret text NOT NULL,
    secret_before text,
    before_until timestamptz,
    active boolean NOT NULL DEFAULT true,
    reason text,
    failures integer NOT NULL DEFAULT 0,
    rest_until timestamptz,
    created_by text NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
SELECT bac_protect('hook');

CREATE TABLE hook_delivery (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    hook_id uuid NOT NULL,
    event_id uuid NOT NULL,
    event text NOT NULL,
    -- The message; of what happens more than once, the event itself.
    subject uuid NOT NULL,
    body text NOT NULL,
    state text NOT NULL DEFAULT 'WAITING' CHECK (state IN ('WAITING', 'DELIVERED', 'DEAD')),
    attempts integer NOT NULL DEFAULT 0,
    next_at timestamptz NOT NULL,
    claimed_until timestamptz,
    status integer,
    problem text,
    created_at timestamptz NOT NULL,
    done_at timestamptz,
    PRIMARY KEY (tenant_id, hook_id, event_id),
    UNIQUE (tenant_id, hook_id, subject, event),
    FOREIGN KEY (tenant_id, hook_id) REFERENCES hook (tenant_id, id)
);
SELECT bac_protect('hook_delivery');
CREATE INDEX hook_delivery_due ON hook_delivery (tenant_id, hook_id, next_at) WHERE state = 'WAITING';
CREATE INDEX hook_delivery_done ON hook_delivery (tenant_id, done_at) WHERE state = 'DELIVERED';
