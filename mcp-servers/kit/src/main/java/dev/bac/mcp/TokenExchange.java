package dev.bac.mcp;

import java.util.Optional;

/**
 * Trades a credential that is no token of ours for a token of the one server that is called: API keys, and tokens that
 * an external issuer made for this server. A token of ours is never traded: made for another server, it is refused.
 */
@FunctionalInterface
public interface TokenExchange {

    /** Takes our own tokens only. */
    TokenExchange NONE = (_, _) -> Optional.empty();

    /**
     * @param credential what came after {@code Bearer}; anything at all
     * @param audience URL of the server the token is for
     * @return a token for that audience; empty when the credential is unknown, expired, revoked, or made for another
     *     audience
     */
    Optional<String> exchange(String credential, String audience);
}
