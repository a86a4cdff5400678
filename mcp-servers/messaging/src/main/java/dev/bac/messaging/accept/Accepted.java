package dev.bac.messaging.accept;

import dev.bac.messaging.message.MessageState;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What became of one message that somebody wanted sent. */
public sealed interface Accepted {

    /**
     * It is kept, and will be sent unless it is held.
     *
     * @param cost expected, in the currency of the company's books; null when no provider's price is known
     * @param leavesAt when it may leave, if not at once
     */
    record Taken(
            UUID id,
            String number,
            String to,
            MessageState state,
            int segments,
            @Nullable BigDecimal cost,
            @Nullable Instant leavesAt)
            implements Accepted {}

    /**
     * It is not kept.
     *
     * @param code stable, such as {@code invalid} or {@code opted_out}
     */
    record Refused(String to, String code, String reason) implements Accepted {}
}
