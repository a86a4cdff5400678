package dev.bac.tools.mcp.http;

/** The server refused the request and no other token could be had: it did nothing. */
public final class AuthorizationRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public AuthorizationRefused(String message) {
        super(message);
    }
}
