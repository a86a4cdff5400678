package dev.bac.store;

import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * UUIDs that sort by the time they were made (RFC 9562, section 5.7): 48 bits of milliseconds, the rest random.
 *
 * @param random a secure one wherever ids must not be guessed
 */
public record UuidV7(InstantSource clock, RandomGenerator random) implements Supplier<UUID> {

    @Override
    public UUID get() {
        long high = (clock.millis() << 16) | 0x7000L | (random.nextLong() & 0x0FFFL);
        long low = 0x8000000000000000L | (random.nextLong() >>> 2);
        return new UUID(high, low);
    }
}
