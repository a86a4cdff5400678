-- A template has texts in languages beside its own; a contact says which one somebody reads.
CREATE TABLE template_text (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    template_id uuid NOT NULL,
    -- In lower case, such as de or pt-br.
    language text NOT NULL CHECK (language ~ '^[a-z]{2,3}(-[a-z0-9]{2,8})*$'),
    subject text,
    body text NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, template_id, language),
    FOREIGN KEY (tenant_id, template_id) REFERENCES template (tenant_id, id) ON DELETE CASCADE
);
SELECT bac_protect('template_text');

CREATE TABLE contact (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id uuid NOT NULL,
    address text NOT NULL,
    name text,
    language text CHECK (language ~ '^[a-z]{2,3}(-[a-z0-9]{2,8})*$'),
    tags text[] NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, address)
);
SELECT bac_protect('contact');
CREATE INDEX contact_tags ON contact USING gin (tags);
