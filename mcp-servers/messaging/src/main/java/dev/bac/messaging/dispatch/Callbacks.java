package dev.bac.messaging.dispatch;

import dev.bac.identity.TenantId;
import dev.bac.messaging.vendor.Provider;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Where vendors may report to. The address names the company and the message; where the vendor signs addresses, nobody
 * else can have written it, and otherwise it carries the account's word.
 *
 * @param url where vendors reach us from outside, such as {@code https://bac.example}; empty when they cannot
 * @param words by account, what an address must carry where the vendor signs nothing
 * @param near by account, another address of ours, for a vendor that is no further away than this machine
 */
public record Callbacks(Optional<URI> url, Map<String, String> words, Map<String, URI> near) {
    /** Nobody reaches us. */
    public static final Callbacks NONE = new Callbacks(Optional.empty(), Map.of(), Map.of());

    public Callbacks {
        words = Map.copyOf(words);
        near = Map.copyOf(near);
    }

    /** For one message. */
    Optional<URI> of(Provider provider, TenantId tenant, UUID message) {
        return Optional.ofNullable(near.get(provider.id())).or(() -> url).map(base -> {
            String word = words.get(provider.id());
            return base.resolve("/webhooks/" + provider.vendor().name() + "/" + provider.id() + "?t=" + tenant + "&m="
                    + message + (word == null ? "" : "&k=" + word));
        });
    }
}
