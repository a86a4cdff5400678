-- One template to many recipients, row by row, so that a campaign can be watched, stopped and gone on with.

CREATE TABLE campaign (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id uuid NOT NULL,
    name text NOT NULL,
    template_id uuid NOT NULL,
    purpose text NOT NULL CHECK (purpose IN ('MARKETING', 'SERVICE')),
    price numeric(12, 6),
    state text NOT NULL CHECK (state IN ('RUNNING', 'DONE', 'STOPPED')),
    created_by text NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, template_id) REFERENCES template (tenant_id, id)
);
SELECT bac_protect('campaign');

-- A recipient's message is written with the row that says so: what has one gets no second.
CREATE TABLE campaign_recipient (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    campaign_id uuid NOT NULL,
    line integer NOT NULL,
    address text NOT NULL,
    gaps json NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('WAITING', 'QUEUED', 'HELD', 'SUPPRESSED', 'FAILED', 'CANCELLED')),
    problem text,
    message_id uuid,
    PRIMARY KEY (tenant_id, campaign_id, line),
    FOREIGN KEY (tenant_id, campaign_id) REFERENCES campaign (tenant_id, id),
    FOREIGN KEY (tenant_id, message_id) REFERENCES message (tenant_id, id)
);
SELECT bac_protect('campaign_recipient');
CREATE UNIQUE INDEX campaign_recipient_once ON campaign_recipient (tenant_id, campaign_id, address)
    WHERE outcome <> 'FAILED';
