package dev.bac.tools.mcp;

import dev.bac.identity.Caller;

/**
 * Makes the token that a request to a server carries. The caller's own token is never passed through (MCP
 * 2025-11-25, basic/authorization, "Token Passthrough"): this one is for that server alone.
 */
@FunctionalInterface
public interface TokenSource {

    /**
     * A bearer token, good for at least two minutes; it is used for one.
     *
     * @param server the server's name, such as {@code finance}
     */
    String token(Caller caller, String server);
}
