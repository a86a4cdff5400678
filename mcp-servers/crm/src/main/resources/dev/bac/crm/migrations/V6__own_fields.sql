-- Fields that an admin adds to records. Their values are in "custom" of the record, by key, always valid for the type.
CREATE TABLE custom_field (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    kind text NOT NULL CHECK (kind IN ('ACCOUNT', 'CONTACT', 'LEAD', 'OPPORTUNITY')),
    key text NOT NULL CHECK (key ~ '^[a-z][a-z0-9_]{0,39}$'),
    title text NOT NULL,
    type text NOT NULL CHECK (type IN ('TEXT', 'NUMBER', 'DATE', 'YES_NO', 'CHOICE')),
    choices text[] NOT NULL DEFAULT '{}',
    PRIMARY KEY (tenant_id, kind, key)
);
SELECT bac_protect('custom_field');
