package dev.bac.messaging.accept;

import dev.bac.messaging.address.MessageChannel;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message that somebody wants sent.
 *
 * @param to as {@link dev.bac.messaging.address.Address} reads it
 * @param channel follows from {@code to} when null
 * @param body the text; null when a template is named
 * @param template id or name; null for a text
 * @param values of the template's gaps
 * @param sendAt not before; null for at once
 * @param priority 0 urgent, 1 usual, 2 bulk
 * @param marketing true for advertising: only to who has agreed, and not in their quiet hours
 */
public record NewMessage(
        String to,
        @Nullable MessageChannel channel,
        @Nullable String subject,
        @Nullable String body,
        @Nullable String template,
        Map<String, String> values,
        @Nullable Instant sendAt,
        int priority,
        boolean marketing) {
    public NewMessage {
        values = Map.copyOf(values);
    }

    /** A text, at once. */
    public static NewMessage text(String to, MessageChannel channel, String body) {
        return new NewMessage(to, channel, null, body, null, Map.of(), null, 1, false);
    }
}
