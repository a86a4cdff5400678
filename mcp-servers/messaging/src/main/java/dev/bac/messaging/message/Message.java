package dev.bac.messaging.message;

import dev.bac.messaging.address.Address;
import dev.bac.messaging.content.Content;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message of ours.
 *
 * @param number told as {@code MSG-1001}
 * @param subject of an e-mail; null for a text message
 * @param segments short messages it becomes; 1 for an e-mail
 * @param reason why it is in its state, where that needs a reason
 * @param vendor who carries it, once somebody does
 * @param vendorId its id at the vendor
 * @param attempts submissions so far
 * @param content what it is instead of its text, which then says that in words; null for a text
 */
public record Message(
        UUID id,
        int number,
        Address to,
        @Nullable String subject,
        String body,
        @Nullable UUID template,
        int segments,
        MessageState state,
        @Nullable String reason,
        @Nullable String vendor,
        @Nullable String vendorId,
        int attempts,
        String createdBy,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Content content) {

    /** A text. */
    public Message(
            UUID id,
            int number,
            Address to,
            @Nullable String subject,
            String body,
            @Nullable UUID template,
            int segments,
            MessageState state,
            @Nullable String reason,
            @Nullable String vendor,
            @Nullable String vendorId,
            int attempts,
            String createdBy,
            Instant createdAt,
            Instant updatedAt) {
        this(
                id, number, to, subject, body, template, segments, state, reason, vendor, vendorId, attempts, createdBy,
                createdAt, updatedAt, null);
    }

    /** {@code MSG-1001 to jane@acme.example}. */
    public String label() {
        return "MSG-" + number + " to " + to.value();
    }
}
