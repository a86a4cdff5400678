package dev.bac.orchestrator.usage;

import dev.bac.identity.TenantId;
import dev.bac.mcp.Entitlements;
import dev.bac.mcp.Quota;
import dev.bac.store.Store;
import dev.bac.store.StoreException;
import dev.bac.store.Tx;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How much a company has used of what its plan counts, as the servers themselves count it, and how much it may. */
public final class PlanUse {
    private static final long MIB = 1L << 20;

    private final List<Store> stores;

    /** @param stores of all that count: the servers' and the orchestrator's own */
    public PlanUse(List<Store> stores) {
        this.stores = List.copyOf(stores);
    }

    /** What is counted, and over what. */
    private enum Meter {
        CALLS(Quota.CALLS, "calls a day", 1),
        DOCUMENTS("documents", "bytes", MIB),
        FILES("files", "bytes", MIB),
        SMS(Quota.SMS, "messages a month", 1);

        private final String key;
        private final String unit;
        private final long size;

        Meter(String key, String unit, long size) {
            this.key = key;
            this.unit = unit;
            this.size = size;
        }

        LocalDate period(LocalDate today) {
            return switch (this) {
                case CALLS -> today;
                case SMS -> today.withDayOfMonth(1);
                case DOCUMENTS, FILES -> LocalDate.EPOCH;
            };
        }
    }

    /**
     * One meter.
     *
     * @param limit null when the plan sets none
     */
    public record Line(
            String meter, String unit, long used, @Nullable Long limit) {}

    /** All meters, by name. */
    public List<Line> of(TenantId company) {
        var used = new TreeMap<Meter, Long>();
        var limits = new TreeMap<Meter, Long>();
        for (var store : stores) {
            try {
                store.read(company, tx -> {
                    for (var meter : Meter.values()) {
                        used.merge(meter, used(tx, meter), Long::sum);
                        Entitlements.of(tx).limit(meter.key).ifPresent(most -> limits.put(meter, most * meter.size));
                    }
                    return true;
                });
            } catch (StoreException.UnknownTenant e) {
                // This server is not prepared for the company: nothing of it is there.
            }
        }
        var lines = new ArrayList<Line>();
        used.forEach((meter, amount) -> lines.add(new Line(meter.key, meter.unit, amount, limits.get(meter))));
        return lines;
    }

    private static long used(Tx tx, Meter meter) {
        return tx.sql()
                .createQuery("SELECT coalesce(sum(used), 0) FROM quota_use WHERE meter = :meter AND period = :period")
                .bind("meter", meter.key)
                .bind("period", meter.period(tx.today()))
                .mapTo(Long.class)
                .one();
    }
}
