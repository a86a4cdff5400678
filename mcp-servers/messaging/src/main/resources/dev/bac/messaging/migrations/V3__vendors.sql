-- More channels; what waits to be sent apart from what a message is, so that a change of state touches no index; reports
-- of vendors, also those that come before the answer to the submission; what people write to us.

ALTER TABLE template DROP CONSTRAINT template_channel_check;
ALTER TABLE template ADD CONSTRAINT template_channel_check
    CHECK (channel IN ('SMS', 'EMAIL', 'WHATSAPP', 'TELEGRAM', 'MESSENGER'));
ALTER TABLE message DROP CONSTRAINT message_channel_check;
ALTER TABLE message ADD CONSTRAINT message_channel_check
    CHECK (channel IN ('SMS', 'EMAIL', 'WHATSAPP', 'TELEGRAM', 'MESSENGER'));

-- How far a message has come. A report only ever raises it: a late "sent" never undoes "delivered". Also in
-- MessageState.rank, compared by a test.
CREATE FUNCTION state_rank(state text) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE state WHEN 'ACCEPTED' THEN 0 WHEN 'SCHEDULED' THEN 1 WHEN 'HELD' THEN 2 WHEN 'QUEUED' THEN 2
        WHEN 'SUBMITTING' THEN 3 WHEN 'UNKNOWN' THEN 4 WHEN 'SUBMITTED' THEN 5 WHEN 'SENT' THEN 6
        WHEN 'CANCELLED' THEN 7 WHEN 'SUPPRESSED' THEN 7 WHEN 'REJECTED' THEN 7 WHEN 'FAILED' THEN 7
        WHEN 'EXPIRED' THEN 7 WHEN 'UNDELIVERED' THEN 7 WHEN 'DELIVERED' THEN 8 WHEN 'READ' THEN 9 END
$$;
GRANT EXECUTE ON FUNCTION state_rank(text) TO ${app};

ALTER TABLE message ADD COLUMN priority smallint NOT NULL DEFAULT 1 CHECK (priority BETWEEN 0 AND 2);
ALTER TABLE message ADD COLUMN cost numeric(14, 6);
ALTER TABLE message ADD COLUMN vendor_state text;
ALTER TABLE message ADD COLUMN campaign_id uuid;
ALTER TABLE message ADD COLUMN variant text;
ALTER TABLE message SET (fillfactor = 70);

CREATE TABLE message_queue (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    message_id uuid NOT NULL,
    channel text NOT NULL,
    priority smallint NOT NULL,
    not_before timestamptz NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    claimed_at timestamptz,
    provider text,
    -- The only provider that may have it: it may have been sent there, under a key.
    bound_to text,
    -- Providers that have refused to carry it.
    avoid text[] NOT NULL DEFAULT '{}',
    PRIMARY KEY (tenant_id, message_id)
) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);
SELECT bac_protect('message_queue');
INSERT INTO message_queue (tenant_id, message_id, channel, priority, not_before, attempts, claimed_at)
    SELECT tenant_id, id, channel, priority, not_before, attempts, claimed_at FROM message
    WHERE state IN ('QUEUED', 'SUBMITTING');
UPDATE message SET state = 'QUEUED' WHERE state = 'SUBMITTING';
CREATE INDEX message_queue_due ON message_queue (tenant_id, channel, priority, not_before) WHERE claimed_at IS NULL;
CREATE INDEX message_queue_claimed ON message_queue (tenant_id, claimed_at) WHERE claimed_at IS NOT NULL;
DROP INDEX message_due;
DROP INDEX message_claimed;
ALTER TABLE message DROP COLUMN claimed_at;

-- Written in the transaction that writes the message's state; nothing deletes a message but the purge of its tenant.
ALTER TABLE message_event DROP CONSTRAINT message_event_tenant_id_message_id_fkey;
ALTER TABLE message_event DROP CONSTRAINT message_event_pkey;
ALTER TABLE message_event ADD PRIMARY KEY (tenant_id, message_id, id);
DROP INDEX message_event_message;

-- Vendors' ids of messages whose reports do not carry ours.
CREATE TABLE vendor_ref (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    provider text NOT NULL,
    vendor_id text NOT NULL,
    message_id uuid NOT NULL,
    PRIMARY KEY (tenant_id, provider, vendor_id)
);
SELECT bac_protect('vendor_ref');

-- Reports that came before the answer that names the vendor's id.
CREATE TABLE early_report (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    provider text NOT NULL,
    vendor_id text NOT NULL,
    state text NOT NULL,
    raw text NOT NULL,
    detail text,
    at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, provider, vendor_id, state)
);
SELECT bac_protect('early_report');

-- What people wrote to us. A vendor tells it at least once, and we keep it once.
CREATE TABLE inbound (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id uuid NOT NULL,
    provider text NOT NULL,
    vendor_id text NOT NULL,
    channel text NOT NULL CHECK (channel IN ('SMS', 'EMAIL', 'WHATSAPP', 'TELEGRAM', 'MESSENGER')),
    sender text NOT NULL,
    body text NOT NULL,
    keyword text CHECK (keyword IN ('STOP', 'START', 'HELP')),
    received_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, provider, vendor_id)
);
SELECT bac_protect('inbound');
CREATE INDEX inbound_time ON inbound (tenant_id, received_at DESC, id);
CREATE INDEX inbound_sender ON inbound (tenant_id, sender, received_at DESC);
