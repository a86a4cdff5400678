package dev.bac.orchestrator.oauth;

import java.util.Locale;

/** A request that OAuth refuses, with the code its standards name (RFC 6749, 7591, 8707). */
public final class OauthError extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final Code code;

    /** The codes, with the status of an answer that carries one. */
    public enum Code {
        INVALID_REQUEST(400),
        INVALID_CLIENT(401),
        INVALID_GRANT(400),
        INVALID_SCOPE(400),
        INVALID_TARGET(400),
        INVALID_REDIRECT_URI(400),
        INVALID_CLIENT_METADATA(400),
        UNSUPPORTED_GRANT_TYPE(400),
        UNSUPPORTED_RESPONSE_TYPE(400),
        UNSUPPORTED_TOKEN_TYPE(400),
        ACCESS_DENIED(403);

        private final int status;

        Code(int status) {
            this.status = status;
        }

        public int status() {
            return status;
        }

        /** As it is written: {@code invalid_grant}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param detail one sentence for the client's developer, in printable ASCII without quotation marks */
    public OauthError(Code code, String detail) {
        super(detail, null, false, false);
        this.code = code;
    }

    public Code code() {
        return code;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }
}
