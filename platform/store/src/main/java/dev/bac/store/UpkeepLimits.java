package dev.bac.store;

import java.time.Duration;

/**
 * What is done beside the transactions, and how often.
 *
 * @param chainEvery pause between two extensions of the audit's chains
 * @param pruneEvery pause between two rounds of deleting
 * @param keepKeys how long an idempotency key guards its write
 * @param keepEvents how long an event stays that every consumer has got
 * @param batch rows deleted in one transaction
 */
public record UpkeepLimits(
        Duration chainEvery, Duration pruneEvery, Duration keepKeys, Duration keepEvents, int batch) {

    public static UpkeepLimits usual() {
        return new UpkeepLimits(
                Duration.ofMillis(500), Duration.ofHours(1), Duration.ofDays(30), Duration.ofDays(30), 5_000);
    }
}
