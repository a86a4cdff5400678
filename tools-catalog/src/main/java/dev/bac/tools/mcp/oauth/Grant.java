package dev.bac.tools.mcp.oauth;

import dev.bac.identity.Caller;
import java.net.URI;

/** By what right the host gets tokens for a server. */
public sealed interface Grant {

    /** Each user agrees in the browser. */
    record Agreed(UserAgent browser) implements Grant {}

    /** An admin agrees in the browser once, for the whole company: its users share the token. */
    record Company(UserAgent browser) implements Grant {}

    /** The host itself is the client (extension OAuth Client Credentials); all users share the token. */
    record OwnBehalf() implements Grant {}

    /** The machine the host runs on vouches for it with a signed token (RFC 7523); all users share what it brings. */
    record Workload(Vouching assertions) implements Grant {}

    /**
     * The company's identity provider vouches for the user (extension Enterprise-Managed Authorization): the user's
     * sign-in token is exchanged there for an assertion that the server's authorization server takes.
     *
     * @param provider the identity provider's token endpoint
     * @param clientId this host's id there
     * @param signIns the ID token of a caller
     */
    record Managed(URI provider, String clientId, Vouching signIns) implements Grant {}

    /** A signed token about the caller or the host. */
    @FunctionalInterface
    interface Vouching {
        String token(Caller caller);
    }
}
