package dev.bac.orchestrator.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.bac.identity.TenantId;
import dev.bac.mcp.Entitlements;
import dev.bac.mcp.Quota;
import dev.bac.store.Store;
import dev.bac.store.StoreException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * As many calls from outside as a company's plan holds in a day of its zone. A node takes them from the database in
 * slices of a hundredth and gives them out from memory, so that a call costs no commit; all nodes together never give out
 * more than the plan holds. What a node has taken and not given out when it dies is lost to that day.
 */
public final class CallAllowance {
    private static final int SLICES = 100;
    private static final int LARGEST_SLICE = 1_000;
    /** How long a new plan may wait to be seen. */
    private static final Duration SEEN = Duration.ofSeconds(5);

    private static final int COMPANIES = 10_000;
    private static final Known UNLIMITED = new Known(OptionalLong.empty(), ZoneOffset.UTC);

    private final Store store;
    private final InstantSource clock;
    private final Cache<TenantId, Known> known =
            Caffeine.newBuilder().maximumSize(COMPANIES).expireAfterWrite(SEEN).build();
    private final Cache<TenantId, Slice> slices =
            Caffeine.newBuilder().maximumSize(COMPANIES).build();

    /** @param store the orchestrator's own */
    public CallAllowance(Store store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    private record Known(OptionalLong limit, ZoneId zone) {}

    /** What is left of a slice, for one day; guarded by itself. */
    private static final class Slice {
        private LocalDate day = LocalDate.MIN;
        private int left;
    }

    /** Takes one call. @return false when the day's are used up */
    public boolean take(TenantId company) {
        var about = Objects.requireNonNull(known.get(company, this::look));
        if (about.limit().isEmpty()) {
            return true;
        }
        var slice = Objects.requireNonNull(slices.get(company, _ -> new Slice()));
        LocalDate today = LocalDate.ofInstant(clock.instant(), about.zone());
        synchronized (slice) {
            if (slice.left == 0 || !slice.day.equals(today)) {
                slice.left = lease(company, about.limit().getAsLong());
                slice.day = today;
            }
            return slice.left > 0 && slice.left-- > 0;
        }
    }

    private Known look(TenantId company) {
        try {
            return store.read(
                    company,
                    tx -> new Known(
                            Entitlements.of(tx).limit(Quota.CALLS),
                            tx.settings().zone()));
        } catch (StoreException.UnknownTenant e) {
            return UNLIMITED;
        }
    }

    private int lease(TenantId company, long limit) {
        int slice = Math.clamp(limit / SLICES, 1, LARGEST_SLICE);
        return store.write(company, tx -> Quota.takeOfDay(tx, Quota.CALLS, slice));
    }
}
