package dev.bac.messaging.accept;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.bac.messaging.address.MessageChannel;
import dev.bac.messaging.content.Content;
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
 * @param content what it is instead of a text; null for a text
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
        boolean marketing,
        // Left out where there is none, so that a text's request has the hash that it had before there was content.
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Content content) {
    public NewMessage {
        values = Map.copyOf(values);
    }

    /** A text. */
    public NewMessage(
            String to,
            @Nullable MessageChannel channel,
            @Nullable String subject,
            @Nullable String body,
            @Nullable String template,
            Map<String, String> values,
            @Nullable Instant sendAt,
            int priority,
            boolean marketing) {
        this(to, channel, subject, body, template, values, sendAt, priority, marketing, null);
    }

    /** Something else than a text, at once. */
    public static NewMessage of(String to, @Nullable MessageChannel channel, Content content) {
        return new NewMessage(to, channel, null, null, null, Map.of(), null, 1, false, content);
    }

    /** A text, at once. */
    public static NewMessage text(String to, MessageChannel channel, String body) {
        return new NewMessage(to, channel, null, body, null, Map.of(), null, 1, false);
    }
}
