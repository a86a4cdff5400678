package dev.bac.orchestrator.servers;

import dev.bac.identity.TenantId;
import dev.bac.store.Store;

/** Ids that count once, for good: of grants that were used, of changes that were sent. */
record UsedOnce(Store store) {

    /** True the first time; the id is kept before anything is done with it. */
    boolean first(TenantId tenant, String id) {
        return store.write(tenant, tx -> tx.sql()
                        .createUpdate("""
                                INSERT INTO foreign_once (id, at) VALUES (:id, :now)
                                ON CONFLICT (tenant_id, id) DO NOTHING
                                """)
                        .bind("id", id)
                        .bind("now", tx.now())
                        .execute())
                == 1;
    }
}
