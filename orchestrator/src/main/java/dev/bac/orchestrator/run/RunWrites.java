package dev.bac.orchestrator.run;

import dev.bac.identity.TenantId;
import dev.bac.store.Store;
import dev.bac.store.TxWork;
import dev.bac.store.journal.Fence;
import dev.bac.store.journal.FenceLost;

/**
 * What the holder of a run writes about it, each time under the fence of its lease: once another node has taken the run
 * over, nothing of the earlier holder's is written any more.
 */
public record RunWrites(Store store, TenantId tenant, Fence fence) {

    /** @throws FenceLost when another node has the run now */
    public <T> T write(TxWork<T> work) {
        return store.write(tenant, tx -> {
            fence.check(tx.sql());
            return work.run(tx);
        });
    }
}
