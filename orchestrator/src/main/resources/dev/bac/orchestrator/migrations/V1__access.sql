-- People and their credentials are looked up before the company is known, so these tables are global: they hold no
-- tenant_id and no row-level security cuts them. Only the orchestrator's own application role may read them.

CREATE TABLE company (
    id uuid PRIMARY KEY,
    slug text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    name text NOT NULL,
    currency text NOT NULL,
    zone text NOT NULL,
    locale text NOT NULL,
    state text NOT NULL CHECK (state IN ('preparing', 'active', 'closed')),
    created_at timestamptz NOT NULL
);

CREATE TABLE person (
    id uuid PRIMARY KEY,
    name text NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 100),
    created_at timestamptz NOT NULL
);

CREATE TABLE membership (
    person uuid NOT NULL REFERENCES person,
    company uuid NOT NULL REFERENCES company,
    roles text[] NOT NULL,
    PRIMARY KEY (person, company)
);

-- Only a digest is kept: 256 random bits need no slow hash.
CREATE TABLE api_key (
    id uuid PRIMARY KEY,
    digest bytea NOT NULL UNIQUE,
    shown text NOT NULL,
    label text NOT NULL,
    person uuid NOT NULL,
    company uuid NOT NULL,
    roles text[] NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz,
    revoked_at timestamptz,
    FOREIGN KEY (person, company) REFERENCES membership
);
CREATE INDEX api_key_person ON api_key (company, person);

CREATE TABLE signin_link (
    digest bytea PRIMARY KEY,
    person uuid NOT NULL,
    company uuid NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    FOREIGN KEY (person, company) REFERENCES membership
);

CREATE TABLE web_session (
    digest bytea PRIMARY KEY,
    person uuid NOT NULL,
    company uuid NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    ended_at timestamptz,
    FOREIGN KEY (person, company) REFERENCES membership
);

CREATE TABLE key_ring (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    ring text NOT NULL,
    version bigint NOT NULL
);

SELECT bac_share('company');
SELECT bac_share('person');
SELECT bac_share('membership');
SELECT bac_share('api_key');
SELECT bac_share('signin_link');
SELECT bac_share('web_session');
SELECT bac_share('key_ring');
