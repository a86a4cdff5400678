package dev.bac.messaging.vendor;

import dev.bac.messaging.address.Address;
import dev.bac.messaging.content.Content;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a vendor is given.
 *
 * @param id of the message, for vendors that take a reference
 * @param to as {@link Address} writes it
 * @param subject of an e-mail; null for anything else
 * @param content what it is instead of a text; null for a text
 * @param callback where the vendor may report what became of it; empty when nobody can reach us
 */
public record Outgoing(
        UUID id,
        String to,
        @Nullable String subject,
        String body,
        @Nullable Content content,
        Optional<URI> callback) {

    /** A text. */
    public Outgoing(UUID id, String to, @Nullable String subject, String body, Optional<URI> callback) {
        this(id, to, subject, body, null, callback);
    }

    /** Without reports. */
    public Outgoing(UUID id, String to, @Nullable String subject, String body) {
        this(id, to, subject, body, Optional.empty());
    }

    /** The recipient as vendors write it: a number with its plus, or the id of a chat or person. */
    String recipient() {
        return Address.bare(to);
    }

    /** A telephone number's digits. */
    String digits() {
        return recipient().replace("+", "");
    }

    @Override
    public String toString() {
        return "Outgoing[" + id + "]";
    }
}
