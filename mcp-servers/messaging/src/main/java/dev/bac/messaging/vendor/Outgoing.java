package dev.bac.messaging.vendor;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a vendor is given.
 *
 * @param id of the message, for vendors that take a reference
 * @param to E.164 number or e-mail address
 * @param subject of an e-mail; null for a text message
 */
public record Outgoing(UUID id, String to, @Nullable String subject, String body) {
    @Override
    public String toString() {
        return "Outgoing[" + id + "]";
    }
}
