-- Campaigns that are planned, throttled, paused, and tried in two wordings first.

ALTER TABLE campaign DROP CONSTRAINT campaign_state_check;
ALTER TABLE campaign ADD CONSTRAINT campaign_state_check CHECK (state IN ('RUNNING', 'PAUSED', 'DONE', 'STOPPED'));
ALTER TABLE campaign ADD COLUMN reason text;
ALTER TABLE campaign ADD COLUMN starts_at timestamptz;
ALTER TABLE campaign ADD COLUMN per_minute integer CHECK (per_minute > 0);
-- How many more may be written now, and since when that has been counted.
ALTER TABLE campaign ADD COLUMN credit numeric(20, 6) NOT NULL DEFAULT 0;
ALTER TABLE campaign ADD COLUMN credited_at timestamptz;
ALTER TABLE campaign ADD COLUMN other_template_id uuid;
ALTER TABLE campaign ADD COLUMN test_percent integer CHECK (test_percent BETWEEN 2 AND 100);
ALTER TABLE campaign ADD COLUMN metric text CHECK (metric IN ('DELIVERED', 'READ', 'REPLIED'));
ALTER TABLE campaign ADD COLUMN decide_after interval;
ALTER TABLE campaign ADD COLUMN tested_at timestamptz;
ALTER TABLE campaign ADD COLUMN winner text CHECK (winner IN ('A', 'B'));
ALTER TABLE campaign ADD COLUMN own_pace boolean NOT NULL DEFAULT false;
ALTER TABLE campaign ADD FOREIGN KEY (tenant_id, other_template_id) REFERENCES template (tenant_id, id);
ALTER TABLE campaign_recipient ADD COLUMN variant text CHECK (variant IN ('A', 'B'));
CREATE INDEX campaign_waiting ON campaign_recipient (tenant_id, campaign_id, variant, line) WHERE outcome = 'WAITING';
CREATE INDEX campaign_running ON campaign (tenant_id) WHERE state = 'RUNNING';
CREATE INDEX message_campaign ON message (tenant_id, campaign_id) WHERE campaign_id IS NOT NULL;
