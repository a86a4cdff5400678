CREATE TABLE conversation (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id uuid NOT NULL,
    owner uuid NOT NULL,
    owner_name text NOT NULL,
    title text NOT NULL,
    agent text NOT NULL,
    state text NOT NULL DEFAULT 'idle' CHECK (state IN ('idle', 'running', 'awaiting_approval')),
    last_event bigint NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX conversation_owner ON conversation (tenant_id, owner, id DESC);
SELECT bac_protect('conversation');

-- The transcript, in the message codec's form. It is the state: the last message says what comes next.
CREATE TABLE message (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    conversation uuid NOT NULL,
    seq integer NOT NULL,
    body json NOT NULL,
    run uuid NOT NULL,
    agent text NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, conversation, seq),
    FOREIGN KEY (tenant_id, conversation) REFERENCES conversation
);
SELECT bac_protect_append_only('message');

-- What readers of the stream have seen or will see.
CREATE TABLE event (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    conversation uuid NOT NULL,
    id bigint NOT NULL,
    type text NOT NULL,
    data json NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, conversation, id),
    FOREIGN KEY (tenant_id, conversation) REFERENCES conversation
);
SELECT bac_protect_append_only('event');

CREATE TABLE run (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id uuid NOT NULL,
    conversation uuid NOT NULL,
    requester uuid NOT NULL,
    requester_name text NOT NULL,
    channel text NOT NULL,
    roles text[] NOT NULL,
    agent text NOT NULL,
    state text NOT NULL CHECK (state IN ('running', 'awaiting_approval', 'answered', 'out_of_turns', 'over_limit',
                                         'cancelled', 'failed', 'parked')),
    started_at timestamptz NOT NULL,
    ended_at timestamptz,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, conversation) REFERENCES conversation
);
CREATE INDEX run_conversation ON run (tenant_id, conversation, id DESC);
CREATE INDEX run_requester ON run (tenant_id, requester, id DESC);
SELECT bac_protect('run');

-- The journal of a run: a call is written down before it is made (intent), and again when its result is known.
-- A call with an intent and no result is repeated with the same idempotency key.
CREATE TABLE call (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    run uuid NOT NULL,
    key text NOT NULL,
    conversation uuid NOT NULL,
    tool text NOT NULL,
    title text NOT NULL,
    server text NOT NULL,
    effect text NOT NULL,
    arguments json NOT NULL,
    state text NOT NULL CHECK (state IN ('pending', 'awaiting_approval', 'done', 'failed', 'declined', 'unknown')),
    code text,
    text text,
    content json,
    attempts integer NOT NULL DEFAULT 1,
    started_at timestamptz NOT NULL,
    ended_at timestamptz,
    ms bigint,
    PRIMARY KEY (tenant_id, run, key)
);
CREATE INDEX call_conversation ON call (tenant_id, conversation);
SELECT bac_protect('call');

CREATE TABLE model_call (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id uuid NOT NULL,
    run uuid NOT NULL,
    conversation uuid NOT NULL,
    requester uuid NOT NULL,
    requester_name text NOT NULL,
    agent text NOT NULL,
    model text NOT NULL,
    why text NOT NULL,
    input bigint NOT NULL,
    cached bigint NOT NULL,
    output bigint NOT NULL,
    cost numeric,
    ms bigint NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX model_call_run ON model_call (tenant_id, run);
CREATE INDEX model_call_time ON model_call (tenant_id, at);
SELECT bac_protect_append_only('model_call');

CREATE TABLE approval (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id uuid NOT NULL,
    conversation uuid NOT NULL,
    run uuid NOT NULL,
    key text NOT NULL,
    approvers text[] NOT NULL,
    agent text NOT NULL,
    tool text NOT NULL,
    title text NOT NULL,
    server text NOT NULL,
    effect text NOT NULL,
    risk text NOT NULL,
    arguments json NOT NULL,
    arguments_hash text NOT NULL,
    text text NOT NULL,
    preview json NOT NULL,
    policy_version text NOT NULL,
    requested_by uuid NOT NULL,
    requested_name text NOT NULL,
    requested_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    state text NOT NULL CHECK (state IN ('pending', 'approved', 'declined', 'expired', 'withdrawn')),
    decided_by uuid,
    decided_name text,
    decided_at timestamptz,
    reason text,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, run, key)
);
CREATE INDEX approval_conversation ON approval (tenant_id, conversation);
SELECT bac_protect('approval');
