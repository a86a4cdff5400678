package dev.bac.mcp;

import dev.bac.identity.Grants;
import dev.bac.identity.TokenVerifier;

/**
 * What a server trusts.
 *
 * @param baseUrl where clients find us, without a slash at its end; the audience of a server is
 *     {@code <baseUrl>/mcp/<domain>}
 * @param tokens verifies access tokens
 * @param grants verifies approvals
 * @param policyVersion the approval rules in force; a grant given under others is void
 * @param exchange what else is taken in place of a token
 */
public record ToolSecurity(
        String baseUrl, TokenVerifier tokens, Grants grants, String policyVersion, TokenExchange exchange) {

    /** The audience that tokens for a server must name; for no name, that of all servers' common address. */
    public String audience(String server) {
        return baseUrl + "/mcp" + (server.isEmpty() ? "" : "/" + server);
    }
}
