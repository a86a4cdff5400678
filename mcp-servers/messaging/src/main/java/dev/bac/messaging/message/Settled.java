package dev.bac.messaging.message;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a submission ended.
 *
 * @param attempts which submission it was
 * @param then what becomes of its place in the queue
 */
public record Settled(
        UUID id,
        int attempts,
        MessageState state,
        @Nullable String provider,
        @Nullable String vendorId,
        @Nullable String reason,
        Then then) {

    /** What becomes of a place in the queue. */
    public sealed interface Then {
        /** It is given up. */
        record Over() implements Then {}

        /**
         * It is tried again.
         *
         * @param elsewhere true when not by the same provider
         * @param there true when only by the same provider, which knows it by its key
         */
        record Again(Instant at, boolean elsewhere, boolean there) implements Then {}

        /** It stays taken until the vendor can be asked whether it arrived. */
        record Ask() implements Then {}
    }

    /** It is over. */
    public static Settled over(
            UUID id, int attempts, MessageState state, @Nullable String provider, @Nullable String reason) {
        return new Settled(id, attempts, state, provider, null, reason, new Then.Over());
    }
}
