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
    record Known(List<Budget> all, ZoneId zone, Instant read) {}

    Known of(TenantId tenant) {
        Known known = tenants.get(tenant);
        if (known == null || !clock.instant().isBefore(known.read().plus(fresh))) {
            Instant now = clock.instant();
            known = new Known(List.copyOf(bank.budgets(tenant)), bank.zone(tenant), now);
            tenants.put(tenant, known);
        }
        return known;
    }
}
