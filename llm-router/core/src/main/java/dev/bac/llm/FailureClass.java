package dev.bac.llm;

import dev.bac.llm.ModelException.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a vendor's failure means. The rules are asked in order and the first that fits decides, because vendors reuse
 * statuses: OpenAI's 429 is a rate limit or an empty account, Gemini's 400 is a bad request or a bad key. So codes are
 * asked before statuses, and narrow rules before wide ones.
 */
public final class FailureClass {
    private FailureClass() {}

    /** What the vendor said: HTTP status (0 inside a stream), its own code words and its message, in lower case. */
    private record Said(int status, String code, String message) {}

    private record Rule(Kind kind, String why, Predicate<Said> fits) {}

    private static final List<Rule> RULES = List.of(
            new Rule(
                    Kind.QUOTA,
                    "OpenAI sends 429 for an empty account too; waiting does not fill it",
                    code("insufficient_quota", "billing_hard_limit_reached", "billing_error", "credit_balance")),
            new Rule(
                    Kind.QUOTA,
                    "Anthropic sends 400 for an empty account, told apart by its words only",
                    said -> said.message.contains("credit balance")),
            new Rule(Kind.QUOTA, "payment required", status(402)),
            new Rule(
                    Kind.TOO_LONG,
                    "a 400 that another model with a longer window may answer",
                    code("context_length_exceeded", "string_above_max_length", "request_too_large")),
            new Rule(
                    Kind.TOO_LONG,
                    "Anthropic and Gemini say it in words only",
                    said -> (said.status == 400 || said.status == 413)
                            && (said.message.contains("prompt is too long")
                                    || said.message.contains("exceeds the maximum number of tokens")
                                    || said.message.contains("context length"))),
            new Rule(Kind.TOO_LONG, "body larger than the vendor takes", status(413)),
            new Rule(
                    Kind.AUTH,
                    "Gemini sends 400 INVALID_ARGUMENT for a wrong key, with this reason in the details",
                    code("api_key_invalid", "invalid_api_key", "authentication_error", "permission_error")),
            new Rule(Kind.AUTH, "the key is wrong, or may not do this", status(401, 403)),
            new Rule(
                    Kind.REFUSED,
                    "the vendor's safety rules; another vendor is not asked behind its back",
                    code("content_filter", "content_policy_violation", "moderation_blocked", "prohibited_content")),
            new Rule(
                    Kind.OVERLOADED,
                    "Anthropic sends this with 529, and inside a stream with no status at all",
                    code("overloaded_error", "unavailable")),
            new Rule(Kind.RATE_LIMIT, "before statuses: it also comes inside a stream", code("rate_limit_error")),
            new Rule(Kind.RATE_LIMIT, "what is left of 429 after QUOTA", status(429)),
            new Rule(Kind.OVERLOADED, "503 and Anthropic's 529 mean come back later", status(503, 529)),
            new Rule(Kind.TIMEOUT, "the vendor or a gateway before it gave up waiting", status(408, 504)),
            new Rule(Kind.UNAVAILABLE, "the model or the path is not there; another model may be", status(404)),
            new Rule(
                    Kind.BAD_REQUEST,
                    "ours to mend; never sent again",
                    said -> said.status >= 400 && said.status < 500),
            new Rule(Kind.TRANSIENT, "everything else, 5xx and errors inside a stream, may pass", said -> true));

    /**
     * The kind of a failure.
     *
     * @param status HTTP status, or 0 for an error event inside a stream
     * @param codes the vendor's own words for it, such as {@code error.type}, {@code error.code}, {@code error.status}
     * @param message the vendor's message
     */
    public static Kind of(int status, Set<String> codes, String message) {
        var said = new Said(status, String.join(" ", codes).toLowerCase(Locale.ROOT), message.toLowerCase(Locale.ROOT));
        return RULES.stream()
                .filter(rule -> rule.fits.test(said))
                .findFirst()
                .map(Rule::kind)
                .orElse(Kind.TRANSIENT);
    }

    /** True when the same request to the same vendor may succeed a little later. */
    public static boolean mayRetry(Kind kind) {
        return switch (kind) {
            case RATE_LIMIT, OVERLOADED, TRANSIENT -> true;
            case AUTH, QUOTA, TIMEOUT, STALLED, BAD_REQUEST, REFUSED, TOO_LONG, UNSUPPORTED, UNAVAILABLE, CANCELLED ->
                false;
        };
    }

    /** True when another model may answer what this one did not. */
    public static boolean mayFallBack(Kind kind) {
        return switch (kind) {
            case AUTH, QUOTA, RATE_LIMIT, OVERLOADED, TRANSIENT, TIMEOUT, STALLED, TOO_LONG, UNSUPPORTED, UNAVAILABLE ->
                true;
            case BAD_REQUEST, REFUSED, CANCELLED -> false;
        };
    }

    /** True when another key of the same account's owner may do what this one may not. */
    public static boolean mayChangeKey(Kind kind) {
        return switch (kind) {
            case AUTH, QUOTA, RATE_LIMIT -> true;
            case OVERLOADED,
                    TRANSIENT,
                    TIMEOUT,
                    STALLED,
                    BAD_REQUEST,
                    REFUSED,
                    TOO_LONG,
                    UNSUPPORTED,
                    UNAVAILABLE,
                    CANCELLED -> false;
        };
    }

    /** What a failure says about the vendor, whoever asked. */
    public enum Verdict {
        /** The next request fails too: nobody is sent there for a while. */
        CLOSED_NOW,
        /** Several of these mean that it is down. */
        COUNTS,
        /** The vendor wants less. */
        TOO_MUCH,
        /** It is about the request, or about who asked. */
        SAYS_NOTHING
    }

    public static Verdict verdict(Kind kind) {
        return switch (kind) {
            case AUTH, QUOTA, UNAVAILABLE -> Verdict.CLOSED_NOW;
            case RATE_LIMIT, OVERLOADED -> Verdict.TOO_MUCH;
            case TRANSIENT, TIMEOUT, STALLED -> Verdict.COUNTS;
            case BAD_REQUEST, REFUSED, TOO_LONG, UNSUPPORTED, CANCELLED -> Verdict.SAYS_NOTHING;
        };
    }

    private static Predicate<Said> code(String... words) {
        return said -> List.of(words).stream().anyMatch(said.code::contains);
    }

    private static Predicate<Said> status(Integer... statuses) {
        return said -> List.of(statuses).contains(said.status);
    }
}
