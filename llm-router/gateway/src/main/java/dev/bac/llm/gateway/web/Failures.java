package dev.bac.llm.gateway.web;

import dev.bac.llm.ModelException;
import dev.bac.llm.budget.BudgetExhausted;
import dev.bac.llm.gateway.web.Refused.Reason;
import java.time.Duration;

/**
 * A model's failure as the caller sees it. A wrong key or an empty account is the vendor's word about our key, not about
 * the caller's, so it must not look like a 401.
 */
public final class Failures {
    private static final Duration SOON = Duration.ofSeconds(1);

    private Failures() {}

    /** OpenAI's word for a spent budget. */
    public static Refused of(BudgetExhausted refused) {
        return Refused.later(
                Reason.OVER_BUDGET, "insufficient_quota", String.valueOf(refused.getMessage()), refused.retryAfter());
    }

    public static Refused of(ModelException failure) {
        String said = String.valueOf(failure.getMessage());
        Duration wait = failure.retryAfter().orElse(SOON);
        return switch (failure.kind()) {
            case BAD_REQUEST -> Refused.of(Reason.INVALID, "bad_request", said);
            case UNSUPPORTED -> Refused.unsupported(failure.field().orElse("model"), said + ".");
            case TOO_LONG -> Refused.of(Reason.INVALID, "context_length_exceeded", said);
            case REFUSED -> Refused.of(Reason.INVALID, "content_policy_violation", said);
            case UNAVAILABLE -> Refused.of(Reason.NOT_FOUND, "model_not_found", said);
            case RATE_LIMIT -> Refused.later(Reason.RATE_LIMITED, "rate_limit_exceeded", said, wait);
            case OVERLOADED -> Refused.later(Reason.OVERLOADED, "overloaded", said, wait);
            case QUOTA -> Refused.of(Reason.UPSTREAM, "upstream_quota", said);
            case AUTH -> Refused.of(Reason.UPSTREAM, "upstream_auth", said);
            case TRANSIENT, CANCELLED -> Refused.of(Reason.UPSTREAM, "upstream_failed", said);
            case TIMEOUT, STALLED -> Refused.of(Reason.TIMEOUT, "timeout", said);
        };
    }
}
