package dev.bac.messaging.message;

import dev.bac.messaging.address.MessageChannel;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
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

    /** A secret that decides something for its recipient, such as a link to an approval: nobody else reads it here. */
    private static final Pattern SECRET = Pattern.compile("\\bap_[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])");

    /** The text as people and agents may read it once it is sent. */
    static String shown(String body) {
        return SECRET.matcher(body).replaceAll("ap_…");
    }

    static MessageRow of(Message message) {
        return new MessageRow(
                message.id(),
                "MSG-" + message.number(),
                message.to().channel(),
                message.to().value(),
                message.subject(),
                shown(message.body()),
                message.segments(),
                message.state(),
                message.reason(),
                message.vendor(),
                message.createdAt(),
                message.updatedAt());
    }
}
