package dev.bac.llm.budget;

import dev.bac.identity.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The tenants' budgets, remembered for a moment: a call does not read them anew. */
final class KnownBudgets {
    private final Bank bank;
    private final Duration fresh;
    private final InstantSource clock;
    private final Map<TenantId, Known> tenants = new ConcurrentHashMap<>();

    /** @param fresh how long they are remembered */
    KnownBudgets(Bank bank, Duration fresh, InstantSource clock) {
        this.bank = bank;
        this.fresh = fresh;
        this.clock = clock;
    }

    /** @param all ordered by id: every call takes them in the same order */
    record Known(List<Budget> all, ZoneId zone, Instant read) {
        Known readAt(Instant now) {
            return new Known(all, zone, now);
        }
    }

    /** Whoever first finds them too old reads them anew; others go on with what was known. */
    Known of(TenantId tenant) {
        Known known = tenants.get(tenant);
        Instant now = clock.instant();
        if (known != null
                && (now.isBefore(known.read().plus(fresh)) || !tenants.replace(tenant, known, known.readAt(now)))) {
            return known;
        }
        var anew = new Known(List.copyOf(bank.budgets(tenant)), bank.zone(tenant), now);
        tenants.put(tenant, anew);
        return anew;
    }
}
