-- Agents that were asked by another in a run: one talk each, under the key of the call that asks.
CREATE TABLE ask (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    run uuid NOT NULL,
    key text NOT NULL,
    asker text NOT NULL,
    agent text NOT NULL,
    question text NOT NULL,
    state text NOT NULL CHECK (state IN ('running', 'awaiting_approval', 'answered', 'out_of_turns', 'over_limit', 'cancelled')),
    worked_ms bigint NOT NULL DEFAULT 0,
    started_at timestamptz NOT NULL,
    ended_at timestamptz,
    PRIMARY KEY (tenant_id, run, key),
    FOREIGN KEY (tenant_id, run) REFERENCES run
);
SELECT bac_protect('ask');

CREATE TABLE ask_message (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    run uuid NOT NULL,
    ask text NOT NULL,
    seq integer NOT NULL,
    body json NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, run, ask, seq),
    FOREIGN KEY (tenant_id, run, ask) REFERENCES ask
);
SELECT bac_protect_append_only('ask_message');

-- The talk in which a model was asked; none for the agent that answers the person.
ALTER TABLE model_call ADD COLUMN ask text;
