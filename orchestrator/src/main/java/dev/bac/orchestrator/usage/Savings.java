package dev.bac.orchestrator.usage;

import dev.bac.identity.TenantId;
import dev.bac.llm.store.routing.RoutingStore;
import dev.bac.llm.store.routing.SavedBy;
import dev.bac.orchestrator.run.ModelCalls;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** What was not spent, as those who saved it kept it: the caches and the routing. In US dollars, by the catalogue's prices. */
public record Savings(ModelCalls calls, RoutingStore decisions) {
    private static final String ALL = "all";

    /**
     * Sums.
     *
     * @param cache what the answers served from a cache would have cost
     * @param routing what the dearest allowed model would have cost, less what the chosen ones did
     */
    public record Saved(BigDecimal cache, BigDecimal routing) {}

    /** What was saved for a tenant from the first to the last day, UTC, both included. */
    public Saved between(TenantId tenant, LocalDate from, LocalDate to) {
        return new Saved(
                calls.saved(tenant, begin(from), begin(to.plusDays(1))),
                routed(tenant, from, to, SavedBy.ALL).getOrDefault(ALL, BigDecimal.ZERO));
    }

    /**
     * What routing saved, for each line of a report.
     *
     * @param by as the report is summed: day, model, user, agent or tenant
     */
    public Function<String, BigDecimal> routed(TenantId tenant, LocalDate from, LocalDate to, String by) {
        boolean whole = by.equals("tenant");
        var sums = routed(tenant, from, to, whole ? SavedBy.ALL : SavedBy.valueOf(by.toUpperCase(Locale.ROOT)));
        return key -> sums.getOrDefault(whole ? ALL : key, BigDecimal.ZERO);
    }

    private Map<String, BigDecimal> routed(TenantId tenant, LocalDate from, LocalDate to, SavedBy by) {
        return decisions.saved(tenant, begin(from), begin(to.plusDays(1)), by);
    }

    private static Instant begin(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
