-- What a run intends and what came of it; leases with a fence; the table of db-scheduler.

CREATE TABLE journal (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    run text NOT NULL,
    step text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('INTENT', 'RESULT', 'UNKNOWN')),
    key text NOT NULL,
    request_hash text NOT NULL,
    epoch bigint NOT NULL,
    body json,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    seq bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    PRIMARY KEY (tenant_id, run, step, kind)
);
SELECT bac_protect_append_only('journal');

CREATE TABLE lease (
    name text PRIMARY KEY,
    holder text NOT NULL,
    epoch bigint NOT NULL,
    expires_at timestamptz NOT NULL
);
SELECT bac_share('lease');

CREATE TABLE scheduled_tasks (
    task_name text NOT NULL,
    task_instance text NOT NULL,
    task_data bytea,
    execution_time timestamptz NOT NULL,
    picked boolean NOT NULL,
    picked_by text,
    last_success timestamptz,
    last_failure timestamptz,
    consecutive_failures int,
    last_heartbeat timestamptz,
    version bigint NOT NULL,
    priority smallint,
    PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX scheduled_tasks_due ON scheduled_tasks (execution_time);
CREATE INDEX scheduled_tasks_heartbeat ON scheduled_tasks (last_heartbeat);
SELECT bac_share('scheduled_tasks');
