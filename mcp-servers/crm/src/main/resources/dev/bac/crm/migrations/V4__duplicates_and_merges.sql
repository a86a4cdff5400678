-- How names sound, and trigrams of how they are written, to find records that may be the same.

ALTER TABLE account ADD COLUMN sound text;
ALTER TABLE contact ADD COLUMN sound text;
ALTER TABLE lead ADD COLUMN sound text;
CREATE INDEX account_sound ON account (tenant_id, sound);
CREATE INDEX contact_sound ON contact (tenant_id, sound);
CREATE INDEX lead_sound ON lead (tenant_id, sound);
CREATE INDEX account_trigrams ON account USING gin (tenant_id, core gin_trgm_ops);
CREATE INDEX contact_trigrams ON contact USING gin (tenant_id, folded gin_trgm_ops);
CREATE INDEX lead_trigrams ON lead USING gin (tenant_id, folded gin_trgm_ops);

-- Words are looked up together with the tenant, so that one company's search never reads the postings of all.
DROP INDEX account_words;
DROP INDEX contact_words;
DROP INDEX lead_words;
CREATE INDEX account_words ON account USING gin (tenant_id, words);
CREATE INDEX contact_words ON contact USING gin (tenant_id, words);
CREATE INDEX lead_words ON lead USING gin (tenant_id, words);

ALTER TABLE counter DROP CONSTRAINT counter_kind_check,
    ADD CHECK (kind IN ('ACC', 'CON', 'LEAD', 'OPP', 'ACT', 'MRG', 'LIST'));

-- Merges of records, with all that is needed to take one back.
CREATE TABLE merge (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id uuid NOT NULL,
    number integer NOT NULL,
    kind text NOT NULL CHECK (kind IN ('ACCOUNT', 'CONTACT', 'LEAD')),
    kept_id uuid NOT NULL,
    merged_at timestamptz NOT NULL,
    merged_by text NOT NULL,
    undone_at timestamptz,
    PRIMARY KEY (tenant_id, id)
);
SELECT bac_protect('merge');
CREATE UNIQUE INDEX merge_number ON merge (tenant_id, number);
CREATE INDEX merge_kept ON merge (tenant_id, kept_id);

-- BEFORE and AFTER: the record that was kept. GONE: a row that was removed. MOVED: a row of another table that points
-- to the record kept and pointed to "was".
CREATE TABLE merge_row (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    merge_id uuid NOT NULL,
    position bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    what text NOT NULL CHECK (what IN ('BEFORE', 'AFTER', 'GONE', 'MOVED')),
    relation text NOT NULL,
    image jsonb NOT NULL,
    was uuid,
    PRIMARY KEY (tenant_id, merge_id, position),
    FOREIGN KEY (tenant_id, merge_id) REFERENCES merge (tenant_id, id)
);
SELECT bac_protect('merge_row');

-- Where a record went that was merged into another: its id and number go on answering.
CREATE TABLE merged (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    kind text NOT NULL,
    id uuid NOT NULL,
    number integer NOT NULL,
    into_id uuid NOT NULL,
    merge_id uuid NOT NULL,
    PRIMARY KEY (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, merge_id) REFERENCES merge (tenant_id, id)
);
SELECT bac_protect('merged');
CREATE UNIQUE INDEX merged_number ON merged (tenant_id, kind, number);
CREATE INDEX merged_into ON merged (tenant_id, into_id);
