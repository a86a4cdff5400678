-- Workflows and policies of a tenant. Every text that was ever in force, or that a run began with, stays.
CREATE TABLE definition_version (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    kind text NOT NULL CHECK (kind IN ('workflow', 'policy')),
    name text NOT NULL,
    digest text NOT NULL,
    yaml text NOT NULL,
    author text NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, kind, name, digest)
);
SELECT bac_protect_append_only('definition_version');

-- What is in force: a text of the tenant's own, or only whether what ships is switched on.
CREATE TABLE definition (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    kind text NOT NULL CHECK (kind IN ('workflow', 'policy')),
    name text NOT NULL,
    digest text,
    enabled boolean,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, kind, name)
);
SELECT bac_protect('definition');

CREATE TABLE workflow_run (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id uuid NOT NULL,
    workflow text NOT NULL,
    digest text NOT NULL,
    cause text NOT NULL CHECK (cause IN ('person', 'event', 'schedule', 'webhook', 'workflow')),
    -- What may start only one run: an event's id, a scheduled time, a request's signature.
    once text,
    requester uuid NOT NULL,
    requester_name text NOT NULL,
    roles text[] NOT NULL,
    channel text NOT NULL,
    input json NOT NULL,
    event json,
    output json,
    state text NOT NULL CHECK (state IN ('running', 'waiting', 'undoing', 'paused', 'parked', 'done', 'failed',
                                         'cancelled')),
    -- What it ends as once everything is taken back.
    ending text CHECK (ending IN ('failed', 'cancelled')),
    error_step text,
    error_code text,
    error_text text,
    asked text CHECK (asked IN ('pause', 'cancel')),
    -- Grows with each reason to look again; who suspends the run compares it.
    wakes bigint NOT NULL DEFAULT 0,
    takeovers integer NOT NULL DEFAULT 0,
    -- How often a step was begun anew, by its place.
    generations json NOT NULL DEFAULT '{}',
    started_at timestamptz NOT NULL,
    ended_at timestamptz,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX workflow_run_once ON workflow_run (tenant_id, workflow, once) WHERE once IS NOT NULL;
CREATE INDEX workflow_run_newest ON workflow_run (tenant_id, workflow, id DESC);
SELECT bac_protect('workflow_run');

-- What people see of a run's steps; the journal is what counts.
CREATE TABLE workflow_step (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    run uuid NOT NULL,
    step text NOT NULL,
    seq bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    place text NOT NULL,
    kind text NOT NULL,
    title text NOT NULL,
    tool text,
    effect text NOT NULL,
    state text NOT NULL CHECK (state IN ('running', 'waiting', 'retrying', 'done', 'failed', 'parked', 'undone')),
    attempts integer NOT NULL DEFAULT 0,
    next_at timestamptz,
    arguments json,
    output json,
    code text,
    text text,
    undo_tool text,
    undo_args json,
    started_at timestamptz NOT NULL,
    ended_at timestamptz,
    PRIMARY KEY (tenant_id, run, step)
);
SELECT bac_protect('workflow_step');

CREATE TABLE workflow_wait (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    run uuid NOT NULL,
    step text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('event', 'time', 'agent')),
    type text,
    until timestamptz NOT NULL,
    outcome json,
    PRIMARY KEY (tenant_id, run, step)
);
CREATE INDEX workflow_wait_type ON workflow_wait (tenant_id, type) WHERE outcome IS NULL;
SELECT bac_protect('workflow_wait');

-- Events of the types that some workflow waits for: one may come before the run gets to its wait.
CREATE TABLE workflow_event (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id uuid NOT NULL,
    type text NOT NULL,
    body json NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX workflow_event_type ON workflow_event (tenant_id, type, at);
SELECT bac_protect('workflow_event');

CREATE TABLE workflow_schedule (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    workflow text NOT NULL,
    schedule text NOT NULL,
    last_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, workflow, schedule)
);
SELECT bac_protect('workflow_schedule');

-- The secret that a webhook's sender signs with, sealed.
CREATE TABLE workflow_hook (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    workflow text NOT NULL,
    secret text NOT NULL,
    made_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, workflow)
);
SELECT bac_protect('workflow_hook');

-- Runs that somebody has to look at, of all tenants: ids and times, nothing else.
CREATE TABLE workflow_due (
    run uuid PRIMARY KEY,
    company uuid NOT NULL,
    due_at timestamptz NOT NULL
);
CREATE INDEX workflow_due_time ON workflow_due (due_at);
SELECT bac_share('workflow_due');

-- Since when there are workflows here: earlier events start none.
CREATE TABLE workflow_since (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    at timestamptz NOT NULL DEFAULT clock_timestamp()
);
SELECT bac_share('workflow_since');
