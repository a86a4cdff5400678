package dev.bac.llm.vendor;

import java.net.http.HttpHeaders;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * How long a vendor asks us to stay away. What is said about this very request comes first: OpenAI's {@code
 * retry-after-ms}, {@code Retry-After} (RFC 9110, 10.2.3: seconds or a date), Gemini's {@code google.rpc.RetryInfo} in the
 * body. Only then the moments at which exhausted limits are filled again: OpenAI's and Anthropic's rate-limit headers.
 */
final class RetryHints {
    private static final Duration LONGEST = Duration.ofDays(1);
    /** OpenAI writes {@code 1s}, {@code 6m0s}, {@code 1h2m3.5s}, {@code 120ms}. */
    private static final Pattern SPAN =
            Pattern.compile("(?:(\\d+)h)?(?:(\\d+)m(?!s))?(?:(\\d+(?:\\.\\d+)?)s)?(?:(\\d+(?:\\.\\d+)?)ms)?");

    /** A limit's name between the vendor's prefix and suffix. */
    private record Limit(String remaining, String reset) {}

    private static final List<Limit> LIMITS = List.of(
            new Limit("x-ratelimit-remaining-requests", "x-ratelimit-reset-requests"),
            new Limit("x-ratelimit-remaining-tokens", "x-ratelimit-reset-tokens"),
            new Limit("anthropic-ratelimit-requests-remaining", "anthropic-ratelimit-requests-reset"),
            new Limit("anthropic-ratelimit-tokens-remaining", "anthropic-ratelimit-tokens-reset"),
            new Limit("anthropic-ratelimit-input-tokens-remaining", "anthropic-ratelimit-input-tokens-reset"),
            new Limit("anthropic-ratelimit-output-tokens-remaining", "anthropic-ratelimit-output-tokens-reset"));

    private RetryHints() {}

    /** Empty when it says nothing that can be read, or asks for more than a day. */
    static Optional<Duration> of(HttpHeaders headers, JsonNode body, Clock clock) {
        return read(headers, "retry-after-ms", text -> Duration.ofMillis((long) Double.parseDouble(text)))
                .or(() -> read(headers, "retry-after", text -> secondsOrDate(text, clock)))
                .or(() -> inBody(body))
                .or(() -> exhausted(headers, clock))
                .filter(RetryHints::sane);
    }

    private static boolean sane(Duration time) {
        return !time.isNegative() && time.compareTo(LONGEST) <= 0;
    }

    /** How one header is written. */
    @FunctionalInterface
    private interface Writing {
        Duration read(String text);
    }

    private static Optional<Duration> read(HttpHeaders headers, String name, Writing writing) {
        try {
            return headers.firstValue(name)
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .map(writing::read);
        } catch (NumberFormatException | DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    private static Duration secondsOrDate(String text, Clock clock) {
        return Character.isDigit(text.charAt(0))
                ? Duration.ofMillis((long) (Double.parseDouble(text) * 1000))
                : Duration.between(
                        clock.instant(),
                        ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                                .toInstant());
    }

    private static Optional<Duration> inBody(JsonNode body) {
        JsonNode error = (body.isArray() ? body.path(0) : body).path("error");
        for (JsonNode detail : error.path("details")) {
            if (detail.path("@type").asString("").endsWith("google.rpc.RetryInfo")) {
                return span(detail.path("retryDelay").asString(""));
            }
        }
        return Optional.empty();
    }

    /** The last of the limits that are used up. */
    private static Optional<Duration> exhausted(HttpHeaders headers, Clock clock) {
        return LIMITS.stream()
                .filter(limit ->
                        headers.firstValue(limit.remaining).filter("0"::equals).isPresent())
                .flatMap(limit -> read(headers, limit.reset, text -> reset(text, clock)).stream())
                .filter(RetryHints::sane)
                .max(Duration::compareTo);
    }

    private static Duration reset(String text, Clock clock) {
        return span(text).orElseGet(() -> Duration.between(clock.instant(), Instant.parse(text)));
    }

    private static Optional<Duration> span(String text) {
        Matcher parts = SPAN.matcher(text);
        if (text.isEmpty() || !parts.matches()) {
            return Optional.empty();
        }
        double millis = number(parts.group(1)) * 3_600_000
                + number(parts.group(2)) * 60_000
                + number(parts.group(3)) * 1_000
                + number(parts.group(4));
        return Optional.of(Duration.ofMillis((long) millis));
    }

    private static double number(@org.jspecify.annotations.Nullable String text) {
        return text == null ? 0 : Double.parseDouble(text);
    }
}
