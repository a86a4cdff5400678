-- A run is at work under a lease of its own. What a later holder must know stands here.
ALTER TABLE run
    ADD COLUMN takeovers integer NOT NULL DEFAULT 0,
    ADD COLUMN worked_ms bigint NOT NULL DEFAULT 0,
    ADD COLUMN cancel_asked boolean NOT NULL DEFAULT false;
CREATE INDEX run_at_work ON run (tenant_id, id) WHERE state = 'running';
