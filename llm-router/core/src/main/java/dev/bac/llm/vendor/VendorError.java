package dev.bac.llm.vendor;

import dev.bac.llm.FailureClass;
import dev.bac.llm.ModelException;
import dev.bac.llm.ModelException.Kind;
import java.net.http.HttpHeaders;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the error bodies of all vendors: {@code {"error": {"type" | "code" | "status", "message"}}} or {@code {"error": "…"}}. */
public final class VendorError {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LONGEST_MESSAGE = 300;

    private VendorError() {}

    static ModelException read(Endpoint vendor, int status, HttpHeaders headers, String body, Clock clock) {
        JsonNode read = parse(body);
        return of(vendor, status, read, RetryHints.of(headers, read, clock));
    }

    /** The failure that an event of a stream tells, if it is an error. */
    public static Optional<ModelException> inStream(Endpoint vendor, String data) {
        if (!data.contains("\"error\"")) {
            return Optional.empty();
        }
        JsonNode node = parse(data);
        boolean error = node.path("error").isObject() || node.path("error").isString();
        return error ? Optional.of(of(vendor, 0, node, Optional.empty())) : Optional.empty();
    }

    private static ModelException of(Endpoint vendor, int status, JsonNode body, Optional<Duration> retryAfter) {
        // Gemini's non-streaming path wraps its error in an array.
        JsonNode error = (body.isArray() ? body.path(0) : body).path("error");
        Set<String> codes = codes(error);
        String message =
                error.isString() ? error.asString() : error.path("message").asString("");
        Kind kind = FailureClass.of(status, codes, message);
        return vendor.failure(kind, told(status, codes, kind, vendor.key().redact(message)), retryAfter);
    }

    private static Set<String> codes(JsonNode error) {
        var codes = new LinkedHashSet<String>();
        for (String field : new String[] {"type", "code", "status"}) {
            if (error.path(field).isString()) {
                codes.add(error.path(field).asString());
            }
        }
        error.path("details").forEach(detail -> codes.add(detail.path("reason").asString("")));
        codes.remove("");
        return codes;
    }

    /** Vendors echo half a key in what they say about keys, so those words stay here. */
    private static String told(int status, Set<String> codes, Kind kind, String message) {
        var told = new StringBuilder(status == 0 ? "failed while answering" : "HTTP " + status);
        if (!codes.isEmpty()) {
            told.append(' ').append(String.join(", ", codes));
        }
        if (kind != Kind.AUTH && !message.isEmpty()) {
            told.append(": ").append(message, 0, Math.min(message.length(), LONGEST_MESSAGE));
        }
        return told.toString();
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException notJson) {
            return JSON.createObjectNode();
        }
    }
}
