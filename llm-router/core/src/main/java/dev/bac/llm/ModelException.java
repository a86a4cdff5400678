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
        AUTH("refused the key"),
        /** The account is used up. Another provider may answer. */
        QUOTA("has no credit left"),
        /** Too many requests; try again after {@link #retryAfter()}. */
        RATE_LIMIT("had too many requests"),
        /** The vendor is overloaded. */
        OVERLOADED("was overloaded"),
        /** The vendor failed in a way that may pass. */
        TRANSIENT("could not be reached or broke off"),
        /** No answer within the limit. */
        TIMEOUT("took too long"),
        /** The vendor went silent, before its answer or in the middle of it. */
        STALLED("went silent"),
        /** The request itself is wrong; nobody else would answer it. */
        BAD_REQUEST("did not understand the request"),
        /** The vendor refuses the content. */
        REFUSED("refused the content"),
        /** The conversation is longer than the model can read. */
        TOO_LONG("cannot read a conversation this long"),
        /** The model cannot do something the request asks; another may. */
        UNSUPPORTED("cannot do what was asked"),
        /** No configured model can serve this request. */
        UNAVAILABLE("is not available"),
        /** The caller's thread was interrupted; nobody waits for an answer any more. */
        CANCELLED("was cancelled");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** What the model did, for people, such as {@code took too long}. */
        public String words() {
            return words;
        }
    }

    private final Kind kind;
    private final String provider;
    private final @Nullable Duration retryAfter;
    private final @Nullable String field;

    public ModelException(Kind kind, String provider, String message, Optional<Duration> retryAfter) {
        this(kind, provider, message, retryAfter, null);
    }

    private ModelException(
            Kind kind, String provider, String message, Optional<Duration> retryAfter, @Nullable String field) {
        super(message);
        this.kind = kind;
        this.provider = provider;
        this.retryAfter = retryAfter.orElse(null);
        this.field = field;
    }

    public ModelException(Kind kind, String provider, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.provider = provider;
        this.retryAfter = null;
        this.field = null;
    }

    /**
     * The model cannot do what a field of the request asks.
     *
     * @param what such as {@code does not take a seed}
     */
    public static ModelException unsupported(String provider, String field, String what) {
        return new ModelException(Kind.UNSUPPORTED, provider, provider + " " + what, Optional.empty(), field);
    }

    /** The field that asks for what the model cannot do, by OpenAI's name. */
    public Optional<String> field() {
        return Optional.ofNullable(field);
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
