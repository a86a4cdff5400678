-- Documents by collection, cut into passages that can be found and cited; and notes: what agents were told to remember.

-- readers: roles that see it; empty for everybody in the company. version counts every change of its passages;
-- removed_at is the version at which passages last went away, so that a copy of the vectors knows what it may keep.
CREATE TABLE collection (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id uuid NOT NULL,
    name text NOT NULL,
    title text NOT NULL,
    readers text[] NOT NULL,
    version bigint NOT NULL DEFAULT 0,
    removed_at bigint NOT NULL DEFAULT 0,
    passages integer NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant_id, id)
);
SELECT bac_protect('collection');
CREATE UNIQUE INDEX collection_name ON collection (tenant_id, lower(name));

CREATE TABLE document (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id uuid NOT NULL,
    collection_id uuid NOT NULL,
    title text NOT NULL,
    format text NOT NULL CHECK (format IN ('TEXT', 'MARKDOWN', 'HTML', 'CSV', 'PDF', 'DOCX')),
    digest text NOT NULL,
    passages integer NOT NULL,
    created_by text NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, collection_id) REFERENCES collection (tenant_id, id)
);
SELECT bac_protect('document');
CREATE UNIQUE INDEX document_title ON document (tenant_id, collection_id, lower(title));

-- place: where in the document, as people would say it: "page 3", "Returns › Deadlines", "row 12".
-- words: the stems of title, place and text. embedding: 32-bit floats, lowest byte first; none while no embedder was there.
CREATE TABLE passage (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    document_id uuid NOT NULL,
    number integer NOT NULL,
    collection_id uuid NOT NULL,
    version bigint NOT NULL,
    place text NOT NULL,
    text text NOT NULL,
    words tsvector NOT NULL,
    embedding bytea,
    PRIMARY KEY (tenant_id, document_id, number),
    FOREIGN KEY (tenant_id, document_id) REFERENCES document (tenant_id, id) ON DELETE CASCADE
);
SELECT bac_protect('passage');
CREATE INDEX passage_words ON passage USING gin (words);
CREATE INDEX passage_version ON passage (tenant_id, collection_id, version);

-- audience: who it is for. owner: the user of a USER note, the agent of an AGENT note, empty for the company.
-- source: who said it. A note from a tool's or a document's text is a note of that source, not of the person.
CREATE TABLE note (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id uuid NOT NULL,
    audience text NOT NULL CHECK (audience IN ('USER', 'TEAM', 'AGENT')),
    owner text NOT NULL,
    text text NOT NULL,
    source text NOT NULL CHECK (source IN ('PERSON', 'RECORD', 'DOCUMENT')),
    words tsvector NOT NULL,
    created_by text NOT NULL,
    created_by_agent text NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
SELECT bac_protect('note');
CREATE UNIQUE INDEX note_once ON note (tenant_id, audience, owner, md5(text));
CREATE INDEX note_expiry ON note (tenant_id, expires_at);
