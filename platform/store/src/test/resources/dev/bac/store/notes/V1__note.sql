CREATE TABLE note (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id uuid NOT NULL,
    text text NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
SELECT bac_protect('note');
