package dev.bac.messaging.hook;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A program that wants to be told.
 *
 * @param reason why it is told nothing any more, when it is not active
 * @param failures requests in a row that went wrong
 */
public record Hook(
        UUID id,
        String url,
        List<String> events,
        boolean active,
        @Nullable String reason,
        int failures,
        Instant createdAt) {
    public Hook {
        events = List.copyOf(events);
    }
}
