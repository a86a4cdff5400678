package dev.bac.tools.mcp.oauth;

import java.net.URI;
import java.util.Optional;

/**
 * What this host is to authorization servers.
 *
 * @param name what people read when they are asked to agree
 * @param redirect where the browser comes back to: HTTPS, or the machine itself
 * @param metadataDocument where our own description is published, if it is: an HTTPS address, which then is our id
 * @param registered an id that an admin was given, if one was
 */
public record ClientIdentity(
        String name, URI redirect, Optional<URI> metadataDocument, Optional<Registered> registered) {
    public ClientIdentity {
        metadataDocument.ifPresent(document -> {
            if (!"https".equals(document.getScheme()) || document.getPath().length() < 2) {
                throw new IllegalArgumentException("a client's document needs https and a path: " + document);
            }
        });
    }

    /**
     * An id given by one authorization server.
     *
     * @param issuer the server that gave it; empty for the first that is met
     */
    public record Registered(Optional<String> issuer, String id, ClientCredential credential) {}

    /** A native application for OpenID's purposes when the browser comes back to this machine, else a web application. */
    String applicationType() {
        var host = String.valueOf(redirect.getHost());
        return host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]") ? "native" : "web";
    }
}
