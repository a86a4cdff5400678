package dev.bac.orchestrator.usage;

import dev.bac.identity.TenantId;
import java.math.BigDecimal;
import java.time.Instant;

/** What was not spent, told by those who saved it: the caches and the routing. */
@FunctionalInterface
public interface Savings {
    /** Nobody saves. */
    Savings NONE = (_, _, _) -> Saved.NOTHING;

    /** What was saved for a tenant from one moment, included, to another. */
    Saved between(TenantId tenant, Instant from, Instant to);

    /** This and another's together. */
    default Savings and(Savings other) {
        return (tenant, from, to) -> between(tenant, from, to).plus(other.between(tenant, from, to));
    }

    /**
     * In US dollars by the catalogue's prices.
     *
     * @param cache what the answers served from a cache would have cost
     * @param routing what the dearest allowed model would have cost, less what the chosen ones did
     */
    record Saved(BigDecimal cache, BigDecimal routing) {
        public static final Saved NOTHING = new Saved(BigDecimal.ZERO, BigDecimal.ZERO);

        Saved plus(Saved other) {
            return new Saved(cache.add(other.cache), routing.add(other.routing));
        }
    }
}
