package dev.bac.store.journal;

import java.time.Duration;

/**
 * How a node looks for work.
 *
 * @param polling between two looks
 * @param heartbeat of work that is being done
 * @param missed heartbeats after which another node takes the work over
 * @param concurrent calls at once on this node
 * @param retries of a call that throws
 * @param backoff before the first retry; half as much longer each time
 * @param stop wait for running calls when stopping
 */
public record SchedulerLimits(
        Duration polling,
        Duration heartbeat,
        int missed,
        int concurrent,
        int retries,
        Duration backoff,
        Duration stop) {

    /** Takes over from a dead node in 3 to 5 seconds; db-scheduler's own defaults take half an hour. */
    public static SchedulerLimits usual() {
        return new SchedulerLimits(
                Duration.ofMillis(200),
                Duration.ofSeconds(1),
                4,
                32,
                10,
                Duration.ofSeconds(1),
                Duration.ofSeconds(10));
    }
}
