package dev.bac.tools.mcp.oauth;

import java.util.Optional;

/**
 * A client as an authorization server knows it.
 *
 * @param method the authentication method that the server registered, where it said
 */
record Client(String id, ClientCredential credential, Optional<String> method) {

    /** A client without a secret. */
    static Client open(String id) {
        return new Client(id, new ClientCredential.None(), Optional.empty());
    }
}
