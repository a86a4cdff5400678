package dev.bac.store;

import dev.bac.store.changes.Changes;
import java.time.Instant;
import org.jdbi.v3.core.Jdbi;

/** Deletes what has served its time, of all tenants. */
final class Pruning {
    private final Jdbi relay;

    Pruning(Jdbi relay) {
        this.relay = relay;
    }

    /** Deletes idempotency keys from before a time, at most {@code limit}. @return how many */
    int keys(Instant before, int limit) {
        return relay.withHandle(handle -> handle.createUpdate("""
                        DELETE FROM idempotency WHERE (tenant_id, key) IN (
                            SELECT tenant_id, key FROM idempotency WHERE created_at < :before LIMIT :limit)
                        """)
                .bind("before", before)
                .bind("limit", limit)
                .execute());
    }

    /** Removes changes that later ones stand for, at most {@code limit}. @return how many */
    int changes(int limit) {
        return relay.inTransaction(handle -> Changes.compact(handle, limit));
    }

    /** Deletes events from before a time that every consumer has got, at most {@code limit}. @return how many */
    int events(Instant before, int limit) {
        return relay.withHandle(handle -> handle.createUpdate("""
                        DELETE FROM outbox WHERE (tenant_id, id) IN (
                            SELECT o.tenant_id, o.id FROM outbox o
                            WHERE o.occurred_at < :before
                              AND NOT EXISTS (
                                SELECT FROM relay_position p
                                WHERE p.consumer <> :chain AND (p.xid, p.seq) < (o.xid, o.seq))
                            ORDER BY o.xid, o.seq LIMIT :limit)
                        """)
                .bind("before", before)
                .bind("chain", AuditChain.CONSUMER)
                .bind("limit", limit)
                .execute());
    }
}
