CREATE TABLE book (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id uuid NOT NULL,
    title text NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
SELECT bac_protect('book');

CREATE TABLE line (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id uuid NOT NULL,
    book uuid NOT NULL,
    amount integer NOT NULL,
    due date,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, book) REFERENCES book (tenant_id, id) ON DELETE CASCADE
);
SELECT bac_protect('line');

CREATE VIEW heavy WITH (security_invoker = true) AS SELECT id, amount FROM line WHERE amount > 100;

GRANT SELECT ON heavy TO ${app};

CREATE FUNCTION total() RETURNS bigint LANGUAGE sql STABLE AS $$ SELECT sum(amount) FROM heavy $$;

CREATE TABLE rate (name text PRIMARY KEY, value integer NOT NULL);
SELECT bac_share('rate');
