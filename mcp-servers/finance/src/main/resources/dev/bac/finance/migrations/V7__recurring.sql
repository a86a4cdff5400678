-- Documents that come again and again: what is to be written and when, and what was written for which day.

CREATE TABLE recurring (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id        uuid NOT NULL,
    name      text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
    kind      text NOT NULL CHECK (kind IN ('INVOICE', 'BILL', 'JOURNAL')),
    -- The order of the tool that writes it, without its date.
    template  jsonb NOT NULL,
    unit      text NOT NULL CHECK (unit IN ('WEEK', 'MONTH', 'QUARTER', 'YEAR')),
    every     int  NOT NULL CHECK (every BETWEEN 1 AND 100),
    -- 31 is the last day of every month; a week has none.
    day       int  CHECK (day BETWEEN 1 AND 31),
    starts_on date NOT NULL,
    ends_on   date CHECK (ends_on >= starts_on),
    -- Null when the last one is written.
    next_on   date CHECK (next_on >= starts_on AND (ends_on IS NULL OR next_on <= ends_on)),
    state     text NOT NULL CHECK (state IN ('ACTIVE', 'PAUSED')),
    -- Why the next one could not be written.
    problem   text,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX recurring_name ON recurring (tenant_id, lower(name));
CREATE INDEX recurring_due ON recurring (tenant_id, next_on) WHERE state = 'ACTIVE';

-- One day of a schedule has one document, whoever runs it, however often.
CREATE TABLE recurring_run (
    tenant_id    uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    recurring_id uuid NOT NULL,
    due_on       date NOT NULL,
    kind         text NOT NULL CHECK (kind IN ('INVOICE', 'BILL', 'JOURNAL')),
    document_id  uuid NOT NULL,
    PRIMARY KEY (tenant_id, recurring_id, due_on),
    UNIQUE (tenant_id, document_id),
    FOREIGN KEY (tenant_id, recurring_id) REFERENCES recurring (tenant_id, id)
);
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON recurring_run FOR EACH ROW EXECUTE FUNCTION refuse_change();

SELECT bac_protect('recurring');
SELECT bac_protect_append_only('recurring_run');
