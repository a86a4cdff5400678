package dev.bac.llm.gateway.web;

import java.time.Duration;
import java.util.Optional;

/** A request is refused, or could not be served. Both interfaces put it into their own shape. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What is wrong, with its status and both vendors' words for it. */
    public enum Reason {
        INVALID(400, "invalid_request_error", "invalid_request_error"),
        UNAUTHORIZED(401, "invalid_request_error", "authentication_error"),
        FORBIDDEN(403, "invalid_request_error", "permission_error"),
        NOT_FOUND(404, "invalid_request_error", "not_found_error"),
        METHOD_NOT_ALLOWED(405, "invalid_request_error", "invalid_request_error"),
        TOO_LARGE(413, "invalid_request_error", "invalid_request_error"),
        UNSUPPORTED_MEDIA_TYPE(415, "invalid_request_error", "invalid_request_error"),
        RATE_LIMITED(429, "rate_limit_error", "rate_limit_error"),
        OVER_BUDGET(429, "insufficient_quota", "rate_limit_error"),
        INTERNAL(500, "server_error", "api_error"),
        UPSTREAM(502, "server_error", "api_error"),
        OVERLOADED(503, "server_error", "overloaded_error"),
        TIMEOUT(504, "server_error", "timeout_error");

        private final int status;
        private final String openAi;
        private final String anthropic;

        Reason(int status, String openAi, String anthropic) {
            this.status = status;
            this.openAi = openAi;
            this.anthropic = anthropic;
        }

        public int status() {
            return status;
        }

        /** OpenAI's {@code error.type}. */
        public String openAi() {
            return openAi;
        }

        /** Anthropic's {@code error.type}. */
        public String anthropic() {
            return anthropic;
        }
    }

    private final Reason reason;
    private final String code;
    private final String field;
    private final Duration retryAfter;

    private Refused(Reason reason, String code, String field, String message, Duration retryAfter) {
        super(message, null, false, false);
        this.reason = reason;
        this.code = code;
        this.field = field;
        this.retryAfter = retryAfter;
    }

    public static Refused of(Reason reason, String code, String message) {
        return new Refused(reason, code, "", message, Duration.ZERO);
    }

    /** The value of a field is wrong. */
    public static Refused field(String field, String message) {
        return new Refused(Reason.INVALID, "invalid_value", field, message, Duration.ZERO);
    }

    /** A field names what is not there. */
    public static Refused missing(String code, String field, String message) {
        return new Refused(Reason.INVALID, code, field, message, Duration.ZERO);
    }

    /** A field asks for what cannot be done. */
    public static Refused unsupported(String field, String message) {
        return new Refused(Reason.INVALID, "unsupported_parameter", field, message, Duration.ZERO);
    }

    /** @param wait how long to wait before the next try */
    public static Refused later(Reason reason, String code, String message, Duration wait) {
        return new Refused(reason, code, "", message, wait);
    }

    public Reason reason() {
        return reason;
    }

    /** A stable word for it. */
    public String code() {
        return code;
    }

    /** The field that is wrong, such as {@code messages[0].content}. */
    public Optional<String> field() {
        return field.isEmpty() ? Optional.empty() : Optional.of(field);
    }

    /** Whole seconds to wait, at least one. */
    public Optional<Long> retryAfterSeconds() {
        return retryAfter.isZero() ? Optional.empty() : Optional.of(Math.max(1, (retryAfter.toMillis() + 999) / 1000));
    }
}
