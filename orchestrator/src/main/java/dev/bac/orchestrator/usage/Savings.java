package dev.bac.orchestrator.usage;

import dev.bac.identity.TenantId;
import dev.bac.llm.store.routing.RoutingStore;
import dev.bac.orchestrator.run.ModelCalls;
import java.math.BigDecimal;
import java.time.Instant;

/** What was not spent, told by those who saved it: the caches and the routing. */
@FunctionalInterface
public interface Savings {
    /** What was saved for a tenant from one moment, included, to another. */
    Saved between(TenantId tenant, Instant from, Instant to);

    /** What the answers that were given again and the routing saved, as it was kept. */
    static Savings kept(ModelCalls calls, RoutingStore decisions) {
        return (tenant, from, to) -> new Saved(calls.saved(tenant, from, to), decisions.saved(tenant, from, to));
    }

    /**
     * In US dollars by the catalogue's prices.
     *
     * @param cache what the answers served from a cache would have cost
     * @param routing what the dearest allowed model would have cost, less what the chosen ones did
     */
    record Saved(BigDecimal cache, BigDecimal routing) {}
}
