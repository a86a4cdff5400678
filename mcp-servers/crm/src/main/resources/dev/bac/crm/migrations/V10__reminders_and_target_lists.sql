-- When somebody wants to be reminded of an activity, and when that was told: once, with the event in one transaction.
ALTER TABLE activity ADD COLUMN remind_at timestamptz, ADD COLUMN reminded_at timestamptz;
CREATE INDEX activity_remind ON activity (tenant_id, remind_at)
    WHERE remind_at IS NOT NULL AND reminded_at IS NULL AND done_at IS NULL;

-- People to turn to together: those that were put on a list, or those that fit its conditions now.
CREATE TABLE target_list (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id uuid NOT NULL,
    number integer NOT NULL,
    name text NOT NULL,
    folded text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('CONTACT', 'LEAD')),
    conditions jsonb,
    created_by text NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, folded)
);
SELECT bac_protect('target_list');
CREATE UNIQUE INDEX target_list_number ON target_list (tenant_id, number);

CREATE TABLE list_member (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id uuid NOT NULL,
    list_id uuid NOT NULL,
    contact_id uuid,
    lead_id uuid,
    added_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, list_id) REFERENCES target_list (tenant_id, id),
    FOREIGN KEY (tenant_id, contact_id) REFERENCES contact (tenant_id, id),
    FOREIGN KEY (tenant_id, lead_id) REFERENCES lead (tenant_id, id),
    CHECK ((contact_id IS NULL) <> (lead_id IS NULL))
);
SELECT bac_protect('list_member');
CREATE UNIQUE INDEX list_member_contact ON list_member (tenant_id, list_id, contact_id);
CREATE UNIQUE INDEX list_member_lead ON list_member (tenant_id, list_id, lead_id);
CREATE INDEX list_member_of_contact ON list_member (tenant_id, contact_id);
CREATE INDEX list_member_of_lead ON list_member (tenant_id, lead_id);

-- What people said to being written or called, word for word in the order in which they said it; the last counts.
-- Without a list it is about all lists, without a channel about all channels.
CREATE TABLE consent (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id uuid NOT NULL,
    contact_id uuid,
    lead_id uuid,
    list_id uuid,
    channel text CHECK (channel IN ('EMAIL', 'PHONE', 'MESSAGE', 'POST')),
    agreed boolean NOT NULL,
    source text,
    said_at timestamptz NOT NULL,
    noted_by text NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, list_id) REFERENCES target_list (tenant_id, id),
    FOREIGN KEY (tenant_id, contact_id) REFERENCES contact (tenant_id, id),
    FOREIGN KEY (tenant_id, lead_id) REFERENCES lead (tenant_id, id),
    CHECK ((contact_id IS NULL) <> (lead_id IS NULL))
);
SELECT bac_protect('consent');
CREATE INDEX consent_contact ON consent (tenant_id, contact_id);
CREATE INDEX consent_lead ON consent (tenant_id, lead_id);
