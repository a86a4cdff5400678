package dev.bac.messaging.dispatch;

import java.time.Duration;

/**
 * Bounds of dispatching.
 *
 * @param pause between rounds that found nothing
 * @param perTenant messages of one tenant in a round, so that nobody waits for one tenant's thousands
 * @param attempts submissions of one message, when its vendor was busy each time
 * @param lease after which a message taken and never settled counts as perhaps sent; longer than any vendor's time-out
 */
public record DispatchLimits(Duration pause, int perTenant, int attempts, Duration lease) {

    /** Half a second, 20 messages, 5 attempts, 5 minutes. */
    public static DispatchLimits standard() {
        return new DispatchLimits(Duration.ofMillis(500), 20, 5, Duration.ofMinutes(5));
    }
}
