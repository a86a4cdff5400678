-- Tables of contacts that were handed in, row by row, so that an import can be watched, stopped and gone on with.

CREATE TABLE contact_import (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id uuid NOT NULL,
    known text NOT NULL CHECK (known IN ('CHANGE', 'LEAVE')),
    state text NOT NULL CHECK (state IN ('RUNNING', 'DONE', 'STOPPED')),
    created_by text NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
SELECT bac_protect('contact_import');

CREATE TABLE contact_import_row (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    import_id uuid NOT NULL,
    line integer NOT NULL,
    name text,
    company text,
    job_title text,
    email text,
    phone text,
    outcome text NOT NULL CHECK (outcome IN ('WAITING', 'ADDED', 'CHANGED', 'LEFT', 'FAILED')),
    problem text,
    contact_id uuid,
    PRIMARY KEY (tenant_id, import_id, line),
    FOREIGN KEY (tenant_id, import_id) REFERENCES contact_import (tenant_id, id),
    FOREIGN KEY (tenant_id, contact_id) REFERENCES contact (tenant_id, id)
);
SELECT bac_protect('contact_import_row');
