package dev.bac.messaging.message;

import dev.bac.messaging.address.MessageChannel;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A message as tools answer it. */
public record MessageRow(
        UUID id,
        String number,
        MessageChannel channel,
        String to,
        @Nullable String subject,
        String body,
        int segments,
        MessageState state,
        @Nullable String reason,
        @Nullable String vendor,
        Instant createdAt,
        Instant updatedAt) {

    static MessageRow of(Message message) {
        return new MessageRow(
                message.id(),
                "MSG-" + message.number(),
                message.to().channel(),
                message.to().value(),
                message.subject(),
                message.body(),
                message.segments(),
                message.state(),
                message.reason(),
                message.vendor(),
                message.createdAt(),
                message.updatedAt());
    }
}
