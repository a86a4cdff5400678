-- What the cache by meaning learned about questions, for the time after a restart and for other nodes. No words of a question
-- but its figures: `vector` is its embedding (float32, big-endian).
CREATE TABLE cache_taught (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id uuid NOT NULL,
    number bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    -- SHA-256 of everything but the question that changes an answer.
    partition text NOT NULL CHECK (length(partition) = 64),
    at timestamptz NOT NULL,
    vector bytea NOT NULL,
    figures text NOT NULL CHECK (length(figures) <= 1000),
    -- Questions with the same answer.
    said text NOT NULL CHECK (length(said) <= 64),
    -- What was proposed, what spoke for it, and for how many questions it stands; null when nothing was near.
    proposed text CHECK (length(proposed) <= 64),
    evidence double precision[],
    as_if_new double precision[],
    weight double precision,
    served boolean,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX cache_taught_number ON cache_taught (tenant_id, partition, number);
CREATE INDEX cache_taught_at ON cache_taught (tenant_id, at);
SELECT bac_protect('cache_taught');

-- Who asked, so that what routing saved can be told of each agent and user.
ALTER TABLE routing_decision ADD COLUMN agent text CHECK (length(agent) <= 200);
ALTER TABLE routing_decision ADD COLUMN requester text CHECK (length(requester) <= 200);
