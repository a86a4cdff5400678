-- Names are kept as people write them and, beside it, folded (lower case, no accents or punctuation) for comparing.
-- "search" is folded text; "words" is its index for search by words.

CREATE TABLE counter (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    kind text NOT NULL CHECK (kind IN ('ACC', 'CON', 'LEAD', 'OPP', 'ACT')),
    last integer NOT NULL,
    PRIMARY KEY (tenant_id, kind)
);
SELECT bac_protect('counter');

CREATE TABLE stage (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    code text NOT NULL CHECK (code IN ('NEW', 'QUALIFIED', 'PROPOSAL', 'NEGOTIATION', 'WON', 'LOST')),
    title text NOT NULL,
    probability integer NOT NULL CHECK (probability BETWEEN 0 AND 100),
    PRIMARY KEY (tenant_id, code)
);
SELECT bac_protect('stage');

CREATE TABLE account (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id uuid NOT NULL,
    number integer NOT NULL,
    name text NOT NULL,
    folded text NOT NULL,
    core text NOT NULL,
    industry text,
    domain text,
    email text,
    phone text,
    city text,
    country text,
    owner text,
    created_at timestamptz NOT NULL,
    search text NOT NULL,
    words tsvector GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, search)) STORED,
    PRIMARY KEY (tenant_id, id)
);
SELECT bac_protect('account');
CREATE UNIQUE INDEX account_number ON account (tenant_id, number);
CREATE INDEX account_folded ON account (tenant_id, folded text_pattern_ops);
CREATE INDEX account_core ON account (tenant_id, core);
CREATE INDEX account_domain ON account (tenant_id, domain);
CREATE INDEX account_words ON account USING gin (words);

CREATE TABLE contact (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id uuid NOT NULL,
    number integer NOT NULL,
    account_id uuid,
    name text NOT NULL,
    folded text NOT NULL,
    job_title text,
    email text,
    phone text,
    created_at timestamptz NOT NULL,
    search text NOT NULL,
    words tsvector GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, search)) STORED,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, account_id) REFERENCES account (tenant_id, id)
);
SELECT bac_protect('contact');
CREATE UNIQUE INDEX contact_number ON contact (tenant_id, number);
CREATE INDEX contact_folded ON contact (tenant_id, folded text_pattern_ops);
CREATE INDEX contact_email ON contact (tenant_id, email);
CREATE INDEX contact_phone ON contact (tenant_id, phone);
CREATE INDEX contact_account ON contact (tenant_id, account_id);
CREATE INDEX contact_words ON contact USING gin (words);

CREATE TABLE opportunity (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id uuid NOT NULL,
    number integer NOT NULL,
    account_id uuid,
    name text NOT NULL,
    folded text NOT NULL,
    stage text NOT NULL,
    last_open_stage text NOT NULL,
    amount numeric(20, 4) NOT NULL CHECK (amount >= 0),
    currency char(3) NOT NULL,
    close_date date NOT NULL,
    owner text,
    created_at timestamptz NOT NULL,
    closed_at timestamptz,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, account_id) REFERENCES account (tenant_id, id),
    FOREIGN KEY (tenant_id, stage) REFERENCES stage (tenant_id, code),
    CHECK ((stage IN ('WON', 'LOST')) = (closed_at IS NOT NULL))
);
SELECT bac_protect('opportunity');
CREATE UNIQUE INDEX opportunity_number ON opportunity (tenant_id, number);
CREATE INDEX opportunity_folded ON opportunity (tenant_id, folded text_pattern_ops);
CREATE INDEX opportunity_account ON opportunity (tenant_id, account_id);
CREATE INDEX opportunity_stage ON opportunity (tenant_id, stage, close_date);

CREATE TABLE stage_change (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id uuid NOT NULL,
    opportunity_id uuid NOT NULL,
    from_stage text,
    to_stage text NOT NULL,
    probability integer NOT NULL,
    amount numeric(20, 4) NOT NULL,
    currency char(3) NOT NULL,
    changed_at timestamptz NOT NULL,
    changed_by text NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, opportunity_id) REFERENCES opportunity (tenant_id, id)
);
SELECT bac_protect_append_only('stage_change');
CREATE INDEX stage_change_opportunity ON stage_change (tenant_id, opportunity_id, changed_at);

CREATE TABLE lead (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id uuid NOT NULL,
    number integer NOT NULL,
    name text NOT NULL,
    folded text NOT NULL,
    company text,
    email text,
    phone text,
    source text,
    note text,
    status text NOT NULL CHECK (status IN ('OPEN', 'CONVERTED', 'LOST')),
    account_id uuid,
    contact_id uuid,
    opportunity_id uuid,
    converted_at timestamptz,
    created_at timestamptz NOT NULL,
    search text NOT NULL,
    words tsvector GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, search)) STORED,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, account_id) REFERENCES account (tenant_id, id),
    FOREIGN KEY (tenant_id, contact_id) REFERENCES contact (tenant_id, id),
    FOREIGN KEY (tenant_id, opportunity_id) REFERENCES opportunity (tenant_id, id),
    CHECK ((status = 'CONVERTED') = (contact_id IS NOT NULL AND converted_at IS NOT NULL))
);
SELECT bac_protect('lead');
CREATE UNIQUE INDEX lead_number ON lead (tenant_id, number);
CREATE INDEX lead_folded ON lead (tenant_id, folded text_pattern_ops);
CREATE INDEX lead_email ON lead (tenant_id, email);
CREATE INDEX lead_phone ON lead (tenant_id, phone);
CREATE INDEX lead_status ON lead (tenant_id, status, created_at);
CREATE INDEX lead_words ON lead USING gin (words);

CREATE TABLE activity (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id uuid NOT NULL,
    number integer NOT NULL,
    kind text NOT NULL CHECK (kind IN ('CALL', 'MEETING', 'TASK', 'REMINDER', 'NOTE')),
    subject text NOT NULL,
    body text,
    due date,
    done_at timestamptz,
    owner text NOT NULL,
    account_id uuid,
    contact_id uuid,
    lead_id uuid,
    opportunity_id uuid,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, account_id) REFERENCES account (tenant_id, id),
    FOREIGN KEY (tenant_id, contact_id) REFERENCES contact (tenant_id, id),
    FOREIGN KEY (tenant_id, lead_id) REFERENCES lead (tenant_id, id),
    FOREIGN KEY (tenant_id, opportunity_id) REFERENCES opportunity (tenant_id, id)
);
SELECT bac_protect('activity');
CREATE UNIQUE INDEX activity_number ON activity (tenant_id, number);
CREATE INDEX activity_due ON activity (tenant_id, due) WHERE done_at IS NULL;
CREATE INDEX activity_account ON activity (tenant_id, account_id);
CREATE INDEX activity_contact ON activity (tenant_id, contact_id);
CREATE INDEX activity_lead ON activity (tenant_id, lead_id);
CREATE INDEX activity_opportunity ON activity (tenant_id, opportunity_id);
