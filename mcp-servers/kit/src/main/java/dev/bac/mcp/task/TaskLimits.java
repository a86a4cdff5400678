package dev.bac.mcp.task;

import dev.bac.store.journal.SchedulerLimits;
import java.time.Duration;

/**
 * How long tasks live and how they are looked after.
 *
 * @param life after which a task is forgotten
 * @param poll how often a client is advised to ask
 * @param watch how often running work is checked for a wish to stop
 * @param longest that work may take
 */
public record TaskLimits(Duration life, Duration poll, Duration watch, Duration longest, SchedulerLimits scheduling) {

    public static TaskLimits usual() {
        return new TaskLimits(
                Duration.ofHours(24),
                Duration.ofSeconds(1),
                Duration.ofMillis(500),
                Duration.ofMinutes(30),
                new SchedulerLimits(
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        4,
                        8,
                        5,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5)));
    }
}
