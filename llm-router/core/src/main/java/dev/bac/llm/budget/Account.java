package dev.bac.llm.budget;

import dev.bac.identity.TenantId;
import java.time.Instant;
import java.util.UUID;

/**
 * One budget of one subject in one day or month.
 *
 * @param subject who exactly, where the budget holds for each
 */
public record Account(TenantId tenant, Budget budget, String subject, Period.Window window) {

    /** What stays the same when the budget is changed. */
    public record Key(TenantId tenant, UUID budget, String subject, Instant starts) {}

    public Key key() {
        return new Key(tenant, budget.id(), subject, window.starts());
    }
}
