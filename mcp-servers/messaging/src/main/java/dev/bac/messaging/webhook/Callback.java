package dev.bac.messaging.webhook;

import java.util.Optional;
import java.util.UUID;

/** What we ourselves wrote into the address that a vendor calls. */
final class Callback {
    private Callback() {}

    /** The message that the address is about. */
    static Optional<UUID> message(Arrival arrival) {
        return arrival.parameter("m").flatMap(Callback::id);
    }

    /** The company that the address is about. */
    static Optional<UUID> tenant(Arrival arrival) {
        return arrival.parameter("t").flatMap(Callback::id);
    }

    static Optional<UUID> id(String text) {
        try {
            UUID id = UUID.fromString(text);
            return id.toString().equalsIgnoreCase(text) ? Optional.of(id) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
