package dev.bac.messaging.vendor;

import dev.bac.identity.TenantId;
import dev.bac.messaging.address.MessageChannel;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The configured providers. A company's messages of a channel without one are held. */
public record Vendors(List<Provider> providers) {
    public Vendors {
        providers = List.copyOf(providers);
        var ids = new HashSet<String>();
        for (var one : providers) {
            if (!ids.add(one.id())) {
                throw new IllegalArgumentException("two providers are called " + one.id());
            }
        }
    }

    /** One a channel, for every company. */
    public Vendors(Map<MessageChannel, Vendor> byChannel) {
        this(byChannel.entrySet().stream()
                .map(one -> new Provider(one.getKey(), one.getValue()))
                .toList());
    }

    /** None at all: every message is held. */
    public static Vendors none() {
        return new Vendors(List.of());
    }

    /** Those that may carry a company's messages of a channel. */
    public List<Provider> of(TenantId tenant, MessageChannel channel) {
        return providers.stream()
                .filter(one -> one.channel() == channel && one.serves().test(tenant))
                .toList();
    }

    /** Whether nobody carries a company's messages of a channel. */
    public boolean hold(TenantId tenant, MessageChannel channel) {
        return of(tenant, channel).isEmpty();
    }

    /** The provider of that id. */
    public Optional<Provider> find(String id) {
        return providers.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    /** Channels with a provider for anybody. */
    public Set<MessageChannel> channels() {
        var channels = EnumSet.noneOf(MessageChannel.class);
        providers.forEach(one -> channels.add(one.channel()));
        return channels;
    }

    /** Whether a company's messages of a channel go to the sandbox and to nobody else. */
    public boolean sandboxed(TenantId tenant, MessageChannel channel) {
        var all = of(tenant, channel);
        return !all.isEmpty()
                && all.stream().allMatch(one -> one.vendor().name().equals("sandbox"));
    }
}
