package dev.bac.messaging.report;

import dev.bac.messaging.message.MessageState;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a vendor says became of a message.
 *
 * @param message ours, where the vendor gives our id back
 * @param vendorId the vendor's id of it; empty when it gives none
 * @param state ours for the vendor's; empty for one that we do not know, which is kept raw
 * @param raw the vendor's word
 * @param detail why, where it says so
 */
public record Report(
        Optional<UUID> message,
        String vendorId,
        Optional<MessageState> state,
        String raw,
        @Nullable String detail) {
    private static final int LONGEST_WORD = 60;
    private static final int LONGEST_DETAIL = 200;

    public Report {
        raw = raw.length() > LONGEST_WORD ? raw.substring(0, LONGEST_WORD) : raw;
        detail = detail == null || detail.length() <= LONGEST_DETAIL ? detail : detail.substring(0, LONGEST_DETAIL);
    }
}
