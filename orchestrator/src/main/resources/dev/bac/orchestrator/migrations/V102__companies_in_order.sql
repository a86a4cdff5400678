-- All companies are read in pages, the oldest first.
CREATE INDEX company_age ON company (created_at, id);
