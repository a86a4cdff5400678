package dev.bac.orchestrator.platform;

import dev.bac.identity.TenantId;
import dev.bac.orchestrator.access.Companies;
import dev.bac.orchestrator.access.Company;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** The companies that are at work, as they were at most a second ago: what is done a thousand times a second asks here. */
final class ActiveTenants implements Supplier<List<TenantId>> {
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final Supplier<List<Company>> companies;
    private final Clock clock;
    private volatile Seen seen = new Seen(List.of(), Instant.MIN);

    private record Seen(List<Company> companies, Instant at) {}

    ActiveTenants(Companies companies, Clock clock) {
        this(companies::active, clock);
    }

    /** Nobody: where vendors only decide what is held. */
    static ActiveTenants none(Clock clock) {
        return new ActiveTenants(List::of, clock);
    }

    private ActiveTenants(Supplier<List<Company>> companies, Clock clock) {
        this.companies = companies;
        this.clock = clock;
    }

    @Override
    public List<TenantId> get() {
        return fresh().stream().map(Company::id).toList();
    }

    /** Whether a company goes by one of these short names. */
    boolean named(TenantId tenant, Set<String> slugs) {
        return fresh().stream().anyMatch(one -> one.id().equals(tenant) && slugs.contains(one.slug()));
    }

    private List<Company> fresh() {
        var known = seen;
        Instant now = clock.instant();
        // Nobody is asked about again: the first company of an installation must not wait for its first message.
        if (known.companies().isEmpty() || known.at().isBefore(now.minus(FRESH))) {
            known = new Seen(companies.get(), now);
            seen = known;
        }
        return known.companies();
    }
}
