package dev.bac.llm.langchain4j;

import dev.bac.llm.ModelException;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.exception.UnsupportedFeatureException;

/** Our failures as LangChain4j's, with ours as the cause. */
final class Failures {
    private Failures() {}

    static LangChain4jException of(RuntimeException failure) {
        String said = String.valueOf(failure.getMessage());
        if (!(failure instanceof ModelException model)) {
            return new RateLimitException(said, failure);
        }
        String kind = model.kind().name();
        return switch (kind) {
            case "AUTH" -> new AuthenticationException(said, failure);
            case "QUOTA", "RATE_LIMIT" -> new RateLimitException(said, failure);
            case "TIMEOUT", "STALLED" -> new TimeoutException(said, failure);
            case "BAD_REQUEST", "TOO_LONG" -> new InvalidRequestException(said, failure);
            case "REFUSED" -> new ContentFilteredException(said, failure);
            case "UNAVAILABLE" -> new ModelNotFoundException(said, failure);
            case "UNSUPPORTED" -> new UnsupportedFeatureException(said);
            default -> new InternalServerException(said, failure);
        };
    }
}
