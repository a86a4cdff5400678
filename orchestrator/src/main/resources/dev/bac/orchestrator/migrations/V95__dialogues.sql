-- People who write to the company and are answered by an agent: which conversation is whose, and each turn of it once.
CREATE TABLE dialogue (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    provider text NOT NULL,
    sender text NOT NULL,
    conversation uuid NOT NULL,
    PRIMARY KEY (tenant_id, provider, sender)
);
SELECT bac_protect('dialogue');

CREATE TABLE dialogue_turn (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id uuid NOT NULL,
    provider text NOT NULL,
    channel text NOT NULL,
    sender text NOT NULL,
    body text NOT NULL,
    state text NOT NULL CHECK (state IN ('WAITING', 'ASKED', 'DONE')),
    said_before integer,
    arrived_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
SELECT bac_protect('dialogue_turn');
CREATE INDEX dialogue_turn_open ON dialogue_turn (tenant_id, provider, sender, arrived_at) WHERE state <> 'DONE';
