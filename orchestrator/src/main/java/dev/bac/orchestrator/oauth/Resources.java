package dev.bac.orchestrator.oauth;

import dev.bac.mcp.ProtectedResource;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** What tokens can be had for: each server, and all of them together. */
public final class Resources {
    private final String baseUrl;
    private final List<ProtectedResource> all;

    /** @param baseUrl the part of every audience before the resource's path */
    public Resources(String baseUrl, Collection<ProtectedResource> all) {
        this.baseUrl = baseUrl;
        this.all = List.copyOf(all);
    }

    /**
     * The resource a client means: its address, also with {@code /readonly} or a slash at its end, scheme and host in
     * either case (MCP 2026-07-28, canonical server URI).
     */
    public Optional<ProtectedResource> find(String asked) {
        return plain(asked).flatMap(text -> all.stream()
                .filter(resource -> text.equals(audience(resource))
                        || text.equals(audience(resource) + ProtectedResource.READ_ONLY))
                .findFirst());
    }

    public String audience(ProtectedResource resource) {
        return baseUrl + resource.path();
    }

    /** Every scope there is a token for, in order. */
    public List<String> scopes() {
        var scopes = new TreeSet<String>();
        all.forEach(resource -> scopes.addAll(resource.scopes()));
        return List.copyOf(scopes);
    }

    private static Optional<String> plain(String asked) {
        try {
            var uri = new URI(asked);
            if (uri.getScheme() == null
                    || uri.getRawAuthority() == null
                    || uri.getRawQuery() != null
                    || uri.getRawFragment() != null) {
                return Optional.empty();
            }
            return Optional.of(uri.getScheme().toLowerCase(Locale.ROOT)
                    + "://"
                    + uri.getRawAuthority().toLowerCase(Locale.ROOT)
                    + uri.getRawPath().replaceFirst("/$", ""));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
