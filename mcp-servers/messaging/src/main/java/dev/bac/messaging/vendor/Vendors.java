package dev.bac.messaging.vendor;

import dev.bac.messaging.address.MessageChannel;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The configured vendors, at most one a channel. Without one, messages of that channel are held. */
public record Vendors(Map<MessageChannel, Vendor> byChannel) {
    public Vendors {
        byChannel = Map.copyOf(byChannel);
    }

    /** None at all: every message is held. */
    public static Vendors none() {
        return new Vendors(Map.of());
    }

    /** The vendor of a channel. */
    public Optional<Vendor> of(MessageChannel channel) {
        return Optional.ofNullable(byChannel.get(channel));
    }

    /** Channels with a vendor. */
    public Set<MessageChannel> channels() {
        return byChannel.keySet();
    }
}
