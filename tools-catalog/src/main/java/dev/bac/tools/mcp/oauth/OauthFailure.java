package dev.bac.tools.mcp.oauth;

/** No token can be had; the message says why, without secrets. */
public final class OauthFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public OauthFailure(String message) {
        super(message);
    }

    public OauthFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
