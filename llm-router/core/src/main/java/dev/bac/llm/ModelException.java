package dev.bac.llm;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A model gave no answer. */
public final class ModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What went wrong, which decides what may be done about it. */
    public enum Kind {
        /** The key is wrong or may not use this model. Another provider may answer. */
        AUTH,
        /** The account is used up. Another provider may answer. */
        QUOTA,
        /** Too many requests; try again after {@link #retryAfter()}. */
        RATE_LIMIT,
        /** The vendor is overloaded. */
        OVERLOADED,
        /** The vendor failed in a way that may pass. */
        TRANSIENT,
        /** No answer within the limit. */
        TIMEOUT,
        /** The request itself is wrong; nobody else would answer it. */
        BAD_REQUEST,
        /** The vendor refuses the content. */
        REFUSED,
        /** The conversation is longer than the model can read. */
        TOO_LONG,
        /** No configured model can serve this request. */
        UNAVAILABLE,
        /** The caller's thread was interrupted; nobody waits for an answer any more. */
        CANCELLED
    }

    private final Kind kind;
    private final String provider;
    private final @Nullable Duration retryAfter;

    public ModelException(Kind kind, String provider, String message, Optional<Duration> retryAfter) {
        super(message);
        this.kind = kind;
        this.provider = provider;
        this.retryAfter = retryAfter.orElse(null);
    }

    public ModelException(Kind kind, String provider, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.provider = provider;
        this.retryAfter = null;
    }

    public Kind kind() {
        return kind;
    }

    /** The provider that failed, such as {@code anthropic}. */
    public String provider() {
        return provider;
    }

    /** How long the vendor asked us to wait, if it said. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
