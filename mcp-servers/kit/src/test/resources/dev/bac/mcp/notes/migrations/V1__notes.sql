CREATE TABLE note (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id uuid NOT NULL,
    title text NOT NULL,
    amount numeric(12, 2),
    due date,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, title)
);
SELECT bac_protect('note');
