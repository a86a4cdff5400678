package dev.bac.orchestrator.conversation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.UUID;

/** How long the tools of each run on this node have waited for a person: it is not the run's time. */
public final class Waits {
    private static final int MOST = 10_000;
    private static final Duration KEPT = Duration.ofHours(2);

    private final Cache<UUID, Duration> waited =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(KEPT).build();

    void add(UUID run, Duration time) {
        waited.asMap().merge(run, time, Duration::plus);
    }

    Duration of(UUID run) {
        return waited.asMap().getOrDefault(run, Duration.ZERO);
    }
}
