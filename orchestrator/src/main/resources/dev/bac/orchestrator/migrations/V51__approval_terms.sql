-- What an approval needs beside its approvers: how many people, not the one who asked, what may be changed.
CREATE TABLE approval_terms (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    approval uuid NOT NULL,
    quorum integer NOT NULL,
    not_requester boolean NOT NULL,
    on_timeout text NOT NULL CHECK (on_timeout IN ('decline', 'approve')),
    editable text[] NOT NULL,
    -- The rules in force when it was asked; under other rules it is void.
    rules text NOT NULL,
    -- The arguments with what the last approver changed.
    edited json,
    PRIMARY KEY (tenant_id, approval)
);
SELECT bac_protect('approval_terms');

CREATE TABLE approval_vote (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    approval uuid NOT NULL,
    person uuid NOT NULL,
    name text NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, approval, person)
);
SELECT bac_protect_append_only('approval_vote');
