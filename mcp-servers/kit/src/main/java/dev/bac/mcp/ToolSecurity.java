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
 * @param rules the companies' own, over calls from outside
 * @param authorizationServer the issuer that clients are sent to for tokens
 */
public record ToolSecurity(
        String baseUrl,
        TokenVerifier tokens,
        Grants grants,
        String policyVersion,
        TokenExchange exchange,
        CallRules rules,
        String authorizationServer) {

    /** Companies have no rules of their own, and clients are sent to our authorization server, at the same base URL. */
    public ToolSecurity(
            String baseUrl, TokenVerifier tokens, Grants grants, String policyVersion, TokenExchange exchange) {
        this(baseUrl, tokens, grants, policyVersion, exchange, CallRules.NONE, baseUrl);
    }

    /** The audience that tokens for a server must name. */
    public String audience(String server) {
        return baseUrl + ProtectedResource.ALL + "/" + server;
    }

    /** The audience that tokens for a resource must name. */
    public String audience(ProtectedResource resource) {
        return baseUrl + resource.path();
    }
}
