package dev.bac.tools.mcp.modern;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.bac.identity.Caller;
import dev.bac.identity.Scope;
import dev.bac.mcp.wire.CacheScope;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps lists as long as their server allows (MCP 2026-07-28, server/utilities/caching): a public one for everybody, a
 * private one for callers with the very same authorization.
 */
final class Keeping<T> {
    private static final int MAX_LISTS = 1_000;
    private static final Duration LONGEST = Duration.ofHours(1);

    /** A list as it came. */
    record Kept<T>(List<T> list, long ttlMs, CacheScope scope) {}

    /** Whose authorization a list was made for; nobody's for a public one. */
    private record Whose(@Nullable Object tenant, @Nullable Object user, Set<Scope> scopes, Set<String> delegated) {
        static final Whose ANYBODY = new Whose(null, null, Set.of(), Set.of());

        static Whose of(Caller caller) {
            return new Whose(
                    caller.tenant(),
                    caller.user(),
                    caller.scopes(),
                    caller.actor().map(actor -> actor.tools()).orElse(Set.of()));
        }
    }

    private final Cache<Whose, Kept<T>> lists;

    Keeping(InstantSource clock) {
        lists = Caffeine.newBuilder()
                .maximumSize(MAX_LISTS)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .executor(Runnable::run)
                .expireAfter(Expiry.<Whose, Kept<T>>creating((_, kept) -> Duration.ofMillis(kept.ttlMs())))
                .build();
    }

    Optional<List<T>> find(Caller caller) {
        var own = lists.getIfPresent(Whose.of(caller));
        var kept = own == null ? lists.getIfPresent(Whose.ANYBODY) : own;
        return Optional.ofNullable(kept).map(Kept::list);
    }

    void keep(Caller caller, Kept<T> kept) {
        if (kept.ttlMs() > 0) {
            var bounded = new Kept<>(kept.list(), Math.min(kept.ttlMs(), LONGEST.toMillis()), kept.scope());
            lists.put(kept.scope() == CacheScope.PUBLIC ? Whose.ANYBODY : Whose.of(caller), bounded);
        }
    }

    void forget() {
        lists.invalidateAll();
    }
}
