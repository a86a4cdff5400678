package dev.bac.messaging.seed;

import dev.bac.messaging.address.MessageChannel;
import dev.bac.messaging.message.MessageState;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Records to fill a tenant's messaging with. Ids and numbers are the caller's and fixed, so that seeding twice changes
 * nothing.
 *
 * @param messages history; never queued, so that nothing seeded is ever sent
 * @param optedOut addresses (E.164 or e-mail in lower case) that want no messages
 */
public record MessagingSeed(List<TemplateSeed> templates, List<MessageSeed> messages, List<String> optedOut) {
    public MessagingSeed {
        templates = List.copyOf(templates);
        messages = List.copyOf(messages);
        optedOut = List.copyOf(optedOut);
    }

    /** A template with gaps like {@code {{name}}}; its name is unique. */
    public record TemplateSeed(
            UUID id,
            String name,
            MessageChannel channel,
            @Nullable String subject,
            String body) {}

    /** A message of the past; number 1001 is told as MSG-1001. */
    public record MessageSeed(
            UUID id,
            int number,
            String to,
            @Nullable String subject,
            String body,
            MessageState state,
            @Nullable String reason,
            String createdBy,
            Instant createdAt) {}
}
