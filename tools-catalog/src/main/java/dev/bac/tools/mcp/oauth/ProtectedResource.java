package dev.bac.tools.mcp.oauth;

import java.util.List;
import java.util.Optional;

/**
 * What an MCP server says of itself (RFC 9728).
 *
 * @param resource its identifier, the audience of its tokens
 * @param authorizationServers issuers, at least one
 * @param scopes what to ask for when the challenge does not say
 */
record ProtectedResource(String resource, List<String> authorizationServers, Optional<List<String>> scopes) {
    ProtectedResource {
        authorizationServers = List.copyOf(authorizationServers);
    }
}
