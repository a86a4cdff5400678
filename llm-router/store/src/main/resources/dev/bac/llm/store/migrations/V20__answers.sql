-- Answers that were given, for other nodes to give again. Unlogged: a cache need not outlive a crash, and so no commit
-- waits for the disk.
CREATE UNLOGGED TABLE kept_answer (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    -- SHA-256 of everything that changes the answer.
    digest text NOT NULL CHECK (length(digest) = 64),
    -- JSON behind its own digest, so that a damaged answer is no answer.
    answer text NOT NULL,
    given_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, digest)
);
CREATE INDEX kept_answer_age ON kept_answer (tenant_id, given_at);
SELECT bac_protect('kept_answer');
