-- What a campaign went through, for whoever follows it: numbered without gaps, so that one who was away goes on where
-- they were.
CREATE TABLE campaign_event (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    campaign_id uuid NOT NULL,
    seq integer NOT NULL,
    type text NOT NULL CHECK (type IN ('created', 'progress', 'paused', 'resumed', 'won', 'done', 'cancelled')),
    -- Recipients settled so far, of all.
    settled integer NOT NULL,
    recipients integer NOT NULL,
    detail text,
    at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, campaign_id, seq),
    FOREIGN KEY (tenant_id, campaign_id) REFERENCES campaign (tenant_id, id)
);
SELECT bac_protect('campaign_event');
