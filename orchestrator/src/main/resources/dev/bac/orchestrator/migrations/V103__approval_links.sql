-- A link that lets one person decide on one approval, once. Only its digest is here.
CREATE TABLE approval_link (
    digest bytea PRIMARY KEY,
    company uuid NOT NULL,
    person uuid NOT NULL,
    approval uuid NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz
);
CREATE INDEX approval_link_company ON approval_link (company);
SELECT bac_share('approval_link');
