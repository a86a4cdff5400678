package dev.bac.mcp;

import java.util.Optional;

/**
 * Trades a credential that is no token of this server for one that is. The one-process layout takes API keys this way;
 * a server on its own trades nothing.
 */
@FunctionalInterface
public interface TokenExchange {

    /** Takes tokens only. */
    TokenExchange NONE = (_, _) -> Optional.empty();

    /**
     * @param credential what came after {@code Bearer}
     * @param audience URL of the server the token is for
     * @return a token for that audience; empty when the credential is unknown, expired or revoked
     */
    Optional<String> exchange(String credential, String audience);
}
