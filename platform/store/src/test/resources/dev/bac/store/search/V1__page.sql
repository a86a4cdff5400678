CREATE TABLE page (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id uuid NOT NULL,
    title text NOT NULL,
    words tsvector GENERATED ALWAYS AS (to_tsvector('simple', title)) STORED,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX page_title ON page USING gin (tenant_id, title gin_trgm_ops);
CREATE INDEX page_words ON page USING gin (tenant_id, words);
SELECT bac_protect('page');
