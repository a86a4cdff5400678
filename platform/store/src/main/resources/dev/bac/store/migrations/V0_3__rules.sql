-- What a company may do here, beside its state: written by the platform, read with every transaction.
ALTER TABLE tenant ADD COLUMN rules text;

-- How much of a limited thing a company has used in a period, such as SMS in a month.
CREATE TABLE quota_use (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    meter text NOT NULL CHECK (length(meter) BETWEEN 1 AND 40),
    period date NOT NULL,
    used bigint NOT NULL CHECK (used >= 0),
    PRIMARY KEY (tenant_id, meter, period)
);
SELECT bac_protect('quota_use');
