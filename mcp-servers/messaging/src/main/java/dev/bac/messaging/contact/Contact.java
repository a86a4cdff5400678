package dev.bac.messaging.contact;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody the company writes to.
 *
 * @param address as {@link dev.bac.messaging.address.Address} keeps it; unique in the company
 * @param language that they read, in lower case, such as {@code pt-br}; null when nobody knows
 * @param tags in order of the alphabet
 */
public record Contact(
        UUID id,
        String address,
        @Nullable String name,
        @Nullable String language,
        List<String> tags,
        Instant createdAt,
        Instant updatedAt) {
    public Contact {
        tags = tags.stream().sorted().distinct().toList();
    }
}
