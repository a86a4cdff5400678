-- The relay deletes what has served its time, too.

SELECT bac_relay('idempotency');
GRANT DELETE ON idempotency, outbox TO ${relay};
CREATE INDEX idempotency_age ON idempotency (created_at);
