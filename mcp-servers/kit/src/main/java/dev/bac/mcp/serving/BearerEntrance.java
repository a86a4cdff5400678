package dev.bac.mcp.serving;

import dev.bac.identity.Caller;
import dev.bac.identity.Scope;
import dev.bac.identity.TokenRefused;
import dev.bac.mcp.ProtectedResource;
import dev.bac.mcp.ToolSecurity;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a token made for this server, or what the exchange trades for one. Never a cookie: a browser sends those along
 * with requests that its user did not mean.
 */
record BearerEntrance(ToolSecurity security, ProtectedResource resource) implements Entrance {
    private static final Logger LOG = LoggerFactory.getLogger(BearerEntrance.class);
    private static final String SCHEME = "bearer ";
    private static final int LONGEST = 16_384;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    @Override
    public Optional<Caller> admit(@Nullable String authorization) {
        if (authorization == null
                || authorization.length() > LONGEST
                || !authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return Optional.empty();
        }
        String credential = authorization.substring(SCHEME.length()).strip();
        String audience = security.audience(resource);
        try {
            Optional<String> token = security.tokens().claimsToBeOurs(credential)
                    ? Optional.of(credential)
                    : security.exchange().exchange(credential, audience);
            return token.map(text -> security.tokens().verify(text, audience));
        } catch (TokenRefused e) {
            LOG.info("a token for {} was refused: {}", resource.path(), e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public String challenge() {
        return challenge(false, false);
    }

    /** RFC 6750, section 3: no error code when there was no credential. */
    @Override
    public String challenge(boolean readOnly, boolean refused) {
        String scopes = String.join(" ", resource.wanted(readOnly));
        return "Bearer "
                + (refused
                        ? "error=\"invalid_token\", error_description=\"The token is not valid for this server.\", "
                        : "")
                + "resource_metadata=\"" + ResourceMetadata.url(security, resource, readOnly) + "\""
                + (scopes.isEmpty() ? "" : ", scope=\"" + scopes + "\"");
    }

    @Override
    public String insufficient(Scope needed) {
        return "Bearer error=\"insufficient_scope\", scope=\"" + needed + "\", resource_metadata=\""
                + ResourceMetadata.url(security, resource, false)
                + "\", error_description=\"The token lacks the scope " + needed + ".\"";
    }

    /** Our own origin, and where we are on this machine only, any page of this machine. */
    @Override
    public boolean allowsOrigin(String origin) {
        try {
            var base = URI.create(security.baseUrl());
            var from = URI.create(origin);
            if (from.getHost() == null || from.getScheme() == null) {
                return false;
            }
            boolean same = from.getScheme().equalsIgnoreCase(base.getScheme())
                    && from.getHost().equalsIgnoreCase(base.getHost())
                    && from.getPort() == base.getPort();
            return same || (loopback(base) && loopback(from));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean loopback(URI uri) {
        return uri.getHost() != null && LOOPBACK.contains(uri.getHost().toLowerCase(Locale.ROOT));
    }
}
