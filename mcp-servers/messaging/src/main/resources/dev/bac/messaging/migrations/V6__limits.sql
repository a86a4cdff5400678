-- How many messages a company, and each of its people, has sent in a day or a minute, where its plan limits that.
CREATE TABLE send_use (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    -- As the plan calls it, such as messages or user_messages_minute.
    meter text NOT NULL,
    -- The user; empty for the company.
    who text NOT NULL,
    begins timestamptz NOT NULL,
    used bigint NOT NULL CHECK (used >= 0),
    PRIMARY KEY (tenant_id, meter, who, begins)
);
SELECT bac_protect('send_use');
CREATE INDEX send_use_age ON send_use (tenant_id, begins);
