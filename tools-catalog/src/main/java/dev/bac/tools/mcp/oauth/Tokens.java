package dev.bac.tools.mcp.oauth;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What an authorization server gave.
 *
 * @param issuer who gave it; it is renewed there and nowhere else
 * @param asked the scopes that were asked for, so that asking for more keeps them
 * @param expires empty when the server did not say
 */
public record Tokens(
        String issuer,
        String access,
        Optional<String> refresh,
        Set<String> asked,
        Set<String> granted,
        Optional<Instant> expires) {
    public Tokens {
        asked = Set.copyOf(asked);
        granted = Set.copyOf(granted);
    }

    /** These tokens with the refresh token of before, where the server did not rotate it. */
    Tokens withRefresh(String before) {
        return new Tokens(issuer, access, Optional.of(before), asked, granted, expires);
    }

    @Override
    public String toString() {
        return "Tokens[" + issuer + ", " + granted + ", " + expires + "]";
    }
}
