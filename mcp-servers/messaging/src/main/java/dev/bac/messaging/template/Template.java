package dev.bac.messaging.template;

import dev.bac.messaging.address.MessageChannel;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message with gaps, in Mustache.
 *
 * @param name unique in the tenant, whatever its case
 * @param subject of an e-mail; may have gaps too
 */
public record Template(
        UUID id,
        String name,
        MessageChannel channel,
        @Nullable String subject,
        String body,
        Instant updatedAt) {

    /** {@code "Order shipped" (sms)}. */
    public String label() {
        return "\"" + name + "\" (" + channel.name().toLowerCase(Locale.ROOT) + ")";
    }
}
