package dev.bac.messaging.dispatch;

import java.time.Duration;

/**
 * Bounds of dispatching.
 *
 * @param pause between two looks at what may leave, of all companies together
 * @param batch messages of one company and channel taken at once
 * @param attempts submissions of one message, when its vendor was busy each time
 * @param lease after which a message taken and never settled counts as perhaps sent; longer than any vendor's time-out
 * @param lanes rounds at the same time
 */
public record DispatchLimits(Duration pause, int batch, int attempts, Duration lease, int lanes) {

    /** A fifth of a second, 500 messages, 5 attempts, 5 minutes, 4 lanes. */
    public static DispatchLimits standard() {
        return new DispatchLimits(Duration.ofMillis(200), 500, 5, Duration.ofMinutes(5), 4);
    }
}
