package dev.bac.orchestrator.approval;

import dev.bac.identity.TenantId;
import dev.bac.store.Tx;
import java.util.UUID;

/** Whoever waits for decisions beside conversations. */
public interface Waiting {
    /** Hears, within the transaction, that something of the run was decided. @return how many runs heard it */
    int decided(Tx tx, UUID run);

    /** Names the rules in force: what was asked under others is void. */
    String rules(TenantId tenant);
}
