-- What the router decided, what came of it, and how good the answers were. No text of a request is kept: `surface` are counts
-- of it, `meaning` its embedding (float32, big-endian), both there so that outcomes can teach.

CREATE TABLE routing_decision (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id uuid NOT NULL,
    at timestamptz NOT NULL,
    policy text NOT NULL CHECK (length(policy) <= 60),
    difficulty double precision NOT NULL,
    prompt_tokens bigint NOT NULL,
    chosen text NOT NULL CHECK (length(chosen) <= 200),
    why text NOT NULL CHECK (length(why) <= 1000),
    -- Every model that was weighed, the chosen one first: model, cost, wholeCost, seconds, slowSeconds, quality, loss, leftOut.
    options jsonb NOT NULL,
    surface double precision[] NOT NULL,
    meaning bytea,
    answered_by text CHECK (length(answered_by) <= 200),
    cost numeric,
    first_token_ms bigint,
    took_ms bigint,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX routing_decision_at ON routing_decision (tenant_id, at);
SELECT bac_protect('routing_decision');

-- How good an answer was, 0 to 1, said by a person's thumb, its tools, a test or a judge.
CREATE TABLE routing_outcome (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id uuid NOT NULL,
    decision uuid NOT NULL,
    model text NOT NULL CHECK (length(model) <= 200),
    source text NOT NULL CHECK (source IN ('THUMBS', 'TOOLS', 'TEST', 'JUDGE')),
    score double precision NOT NULL CHECK (score >= 0 AND score <= 1),
    said_by uuid NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    -- Whoever says it again has changed their mind.
    UNIQUE (tenant_id, decision, source, said_by),
    FOREIGN KEY (tenant_id, decision) REFERENCES routing_decision ON DELETE CASCADE
);
CREATE INDEX routing_outcome_at ON routing_outcome (tenant_id, at);
SELECT bac_protect('routing_outcome');
