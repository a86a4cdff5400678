package dev.bac.messaging.message;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How messages are to be sent.
 *
 * @param leaves none leaves before
 * @param priority 0 for what somebody waits for, such as a code to sign in; 1 as usual; 2 for bulk
 * @param campaign that they belong to; null for none
 * @param variant of the campaign's text; null for the only one
 * @param lastWord true for what confirms an opt-out, which goes to who has just opted out
 */
public record Dispatching(
        Instant leaves,
        int priority,
        @Nullable UUID campaign,
        @Nullable String variant,
        boolean lastWord) {
    public static final int URGENT = 0;
    public static final int USUAL = 1;
    public static final int BULK = 2;

    /** At once, as usual. */
    public static Dispatching at(Instant leaves) {
        return new Dispatching(leaves, USUAL, null, null, false);
    }
}
