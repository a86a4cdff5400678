-- Clients that users let in. Credentials are looked up before the company is known, so these tables are global, like
-- api_key; of a code or a refresh token only the digest is kept.

CREATE TABLE oauth_client (
    id text PRIMARY KEY,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    redirects text[] NOT NULL,
    created_at timestamptz NOT NULL
);

-- What a user agreed to. Every code and refresh token hangs on it, and ends with it.
CREATE TABLE oauth_grant (
    id uuid PRIMARY KEY,
    client text NOT NULL,
    client_name text NOT NULL,
    person uuid NOT NULL,
    company uuid NOT NULL,
    roles text[] NOT NULL,
    resource text NOT NULL,
    scopes text[] NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz,
    FOREIGN KEY (person, company) REFERENCES membership
);
CREATE INDEX oauth_grant_person ON oauth_grant (company, person);

CREATE TABLE oauth_code (
    digest bytea PRIMARY KEY,
    grant_id uuid NOT NULL REFERENCES oauth_grant ON DELETE CASCADE,
    redirect text NOT NULL,
    challenge text NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz
);
CREATE INDEX oauth_code_grant ON oauth_code (grant_id);

CREATE TABLE oauth_refresh (
    digest bytea PRIMARY KEY,
    grant_id uuid NOT NULL REFERENCES oauth_grant ON DELETE CASCADE,
    expires_at timestamptz NOT NULL,
    used_at timestamptz
);
CREATE INDEX oauth_refresh_grant ON oauth_refresh (grant_id);

-- People whom an external issuer vouches for. A name alone never makes somebody a person who was here before.
CREATE TABLE oidc_subject (
    issuer text NOT NULL,
    subject text NOT NULL,
    person uuid NOT NULL UNIQUE REFERENCES person,
    PRIMARY KEY (issuer, subject)
);

SELECT bac_share('oauth_client');
SELECT bac_share('oauth_grant');
SELECT bac_share('oauth_code');
SELECT bac_share('oauth_refresh');
SELECT bac_share('oidc_subject');
