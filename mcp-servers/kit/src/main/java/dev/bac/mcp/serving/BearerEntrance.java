package dev.bac.mcp.serving;

import dev.bac.identity.Caller;
import dev.bac.identity.Scope;
import dev.bac.identity.TokenRefused;
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
record BearerEntrance(ToolSecurity security, String server) implements Entrance {
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
        String audience = security.audience(server);
        try {
            Optional<String> token = isToken(credential)
                    ? Optional.of(credential)
                    : security.exchange().exchange(credential, audience);
            return token.map(text -> security.tokens().verify(text, audience));
        } catch (TokenRefused e) {
            LOG.info("a token for {} was refused: {}", server, e.getMessage());
            return Optional.empty();
        }
    }

    /** A signed token has three parts; no API key has a dot. */
    private static boolean isToken(String credential) {
        return credential.indexOf('.') >= 0;
    }

    @Override
    public String challenge() {
        return "Bearer resource_metadata=\"" + metadata() + "\"";
    }

    @Override
    public String insufficient(Scope needed) {
        return "Bearer error=\"insufficient_scope\", scope=\"" + needed + "\", resource_metadata=\"" + metadata()
                + "\"";
    }

    private String metadata() {
        return security.baseUrl() + ResourceMetadata.path(server);
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
