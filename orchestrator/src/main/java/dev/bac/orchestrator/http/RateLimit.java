package dev.bac.orchestrator.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.bac.orchestrator.problem.ProblemCode;
import dev.bac.orchestrator.problem.Refusal;
import io.github.bucket4j.Bucket;
import io.javalin.http.Context;
import java.time.Duration;

/** So many requests a second for each user; before sign-in, for each address. */
public final class RateLimit {
    /** Most users remembered at once; the longest idle is forgotten first. */
    private static final long MOST_USERS = 100_000;

    private final int perSecond;
    private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(MOST_USERS)
            .expireAfterAccess(Duration.ofMinutes(1))
            .build();

    public RateLimit(int perSecond) {
        this.perSecond = perSecond;
    }

    /** @throws Refusal with {@code Retry-After} set on the answer when the user has used up this second */
    void check(Context ctx, String who) {
        long wait = waitSeconds(who);
        if (wait > 0) {
            ctx.header("Retry-After", Long.toString(wait));
            throw Refusal.of(
                    ProblemCode.RATE_LIMITED,
                    "More than " + perSecond + " requests in a second.",
                    "Wait as long as Retry-After says.");
        }
    }

    /** Zero when the request may pass, else how many seconds to wait. */
    public long waitSeconds(String who) {
        Bucket bucket = buckets.get(who, _ -> Bucket.builder()
                .addLimit(limit -> limit.capacity(perSecond).refillGreedy(perSecond, Duration.ofSeconds(1)))
                .build());
        var probe = bucket.tryConsumeAndReturnRemaining(1);
        return probe.isConsumed()
                ? 0
                : Math.max(1, Duration.ofNanos(probe.getNanosToWaitForRefill()).toSeconds());
    }
}
