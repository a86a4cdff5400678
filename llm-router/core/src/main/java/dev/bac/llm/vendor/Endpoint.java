package dev.bac.llm.vendor;

import dev.bac.llm.ModelException;
import dev.bac.llm.ModelException.Kind;
import dev.bac.llm.Secret;
import java.time.Duration;
import java.util.Optional;

/**
 * Where a provider is reached.
 *
 * @param provider its name, such as {@code openai}, first half of a model's id
 * @param baseUrl without a slash at the end, such as {@code https://api.openai.com/v1}
 * @param key never printed
 */
public record Endpoint(String provider, String baseUrl, Secret key) {
    public Endpoint {
        baseUrl = baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl;
    }

    /** A failure of this provider whose message cannot hold the key. */
    public ModelException failure(Kind kind, String message, Optional<Duration> retryAfter) {
        return new ModelException(kind, provider, provider + ": " + key.redact(message), retryAfter);
    }

    public ModelException failure(Kind kind, String message) {
        return failure(kind, message, Optional.empty());
    }
}
