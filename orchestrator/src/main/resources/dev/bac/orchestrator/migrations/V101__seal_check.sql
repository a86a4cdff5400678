-- A text sealed with the key of the first node: whoever shares the database must have the same key.
CREATE TABLE seal_check (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    sealed bytea NOT NULL
);
SELECT bac_share('seal_check');
