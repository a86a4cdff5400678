package dev.bac.llm.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class RetryHintsTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T08:00:00Z"), ZoneOffset.UTC);

    private static Optional<Duration> hint(String body, Map<String, String> headers) {
        var lists = new LinkedHashMap<String, List<String>>();
        headers.forEach((name, value) -> lists.put(name, List.of(value)));
        return RetryHints.of(
                HttpHeaders.of(lists, (_, _) -> true), JsonMapper.shared().readTree(body), CLOCK);
    }

    @ParameterizedTest
    @CsvSource({
        "Retry-After, 7, 7000",
        "Retry-After, 0.5, 500",
        "retry-after-ms, 120, 120",
        "Retry-After, 'Sat, 21 Nov 2026 08:01:00 GMT', 60000",
    })
    void readsWhatIsSaidAboutTheRequest(String header, String value, long millis) {
        assertThat(hint("{}", Map.of(header, value))).contains(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({"1s, 1000", "6m0s, 360000", "120ms, 120", "1h2m3.5s, 3723500"})
    void readsOpenAisExhaustedLimit(String reset, long millis) {
        assertThat(hint(
                        "{}",
                        Map.of(
                                "x-ratelimit-remaining-tokens", "0",
                                "x-ratelimit-reset-tokens", reset,
                                "x-ratelimit-remaining-requests", "12",
                                "x-ratelimit-reset-requests", "9h")))
                .contains(Duration.ofMillis(millis));
    }

    @Test
    void readsAnthropicsExhaustedLimit() {
        assertThat(hint(
                        "{}",
                        Map.of(
                                "anthropic-ratelimit-input-tokens-remaining", "0",
                                "anthropic-ratelimit-input-tokens-reset", "2026-11-21T08:00:42Z")))
                .contains(Duration.ofSeconds(42));
    }

    @Test
    void readsGeminisBody() {
        assertThat(hint(
                        "{\"error\":{\"code\":429,\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\","
                                + "\"retryDelay\":\"34s\"}]}}",
                        Map.of()))
                .contains(Duration.ofSeconds(34));
    }

    @ParameterizedTest
    @CsvSource({"soon", "-5", "999999999", "''", "'Sat, 21 Nov 2020 08:01:00 GMT'"})
    void whatCannotBeMeantIsNoHint(String value) {
        assertThat(hint("{}", Map.of("Retry-After", value))).isEmpty();
    }
}
