-- Where a person can be reached for this company; where it is left out, their name counts when it is an address.
ALTER TABLE membership ADD COLUMN address text CHECK (length(address) BETWEEN 6 AND 254);

-- Approvals of which those who may decide are to be told by message. Written in the transaction that asks.
CREATE TABLE approval_notice (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    approval uuid NOT NULL,
    addressed boolean NOT NULL DEFAULT false,
    PRIMARY KEY (tenant_id, approval)
);
CREATE INDEX approval_notice_open ON approval_notice (tenant_id) WHERE NOT addressed;
SELECT bac_protect('approval_notice');

-- One for each person to be told.
CREATE TABLE approval_notice_to (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    approval uuid NOT NULL,
    person uuid NOT NULL,
    address text NOT NULL,
    -- The link's secret: a repetition must send the same text. It goes once the messaging server has the message.
    token text,
    link_ends_at timestamptz NOT NULL,
    state text NOT NULL CHECK (state IN ('due', 'sent', 'failed', 'void')),
    tries integer NOT NULL DEFAULT 0,
    next_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, approval, person),
    CHECK ((token IS NOT NULL) = (state = 'due'))
);
CREATE INDEX approval_notice_due ON approval_notice_to (tenant_id, next_at) WHERE state = 'due';
SELECT bac_protect('approval_notice_to');
