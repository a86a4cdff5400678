package dev.bac.tools.mcp.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.bac.identity.Caller;
import dev.bac.tools.Callers;
import dev.bac.tools.mcp.testing.ScriptedServer;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EndpointTest {
    private static final Caller ANN = Callers.named("Ann");
    private final ScriptedServer server = new ScriptedServer();

    @AfterEach
    void stop() {
        server.close();
    }

    private McpEndpoint endpoint(Authorization authorization) {
        return new McpEndpoint(
                server.uri("/mcp"), new HttpLimits(Duration.ofSeconds(2), Duration.ofSeconds(2), 1_000), authorization);
    }

    private List<SseEvent> events(String stream) {
        server.at("/mcp", asked -> {
            asked.beginEvents();
            for (byte one : stream.getBytes(StandardCharsets.UTF_8)) {
                asked.exchange().getResponseBody().write(one);
                asked.exchange().getResponseBody().flush();
            }
        });
        var heard = new ArrayList<SseEvent>();
        try (var endpoint = endpoint(Authorization.none())) {
            endpoint.post(ANN, Map.of(), "{}", event -> {
                heard.add(event);
                return false;
            });
        }
        return heard;
    }

    @Test
    void readsEventsHoweverTheirLinesEndAndTheirBytesArrive() {
        assertThat(
                        events(
                                "\uFEFF: hi\r\ndata: gr\u00fcn\r\n\r\ndata:a\ndata: b\n\ndata: c\r\rid: 7\nretry: 20\ndata\n\nother: x\n\n"))
                .containsExactly(
                        new SseEvent(Optional.empty(), Optional.empty(), "gr\u00fcn"),
                        new SseEvent(Optional.empty(), Optional.empty(), "a\nb"),
                        new SseEvent(Optional.empty(), Optional.empty(), "c"),
                        new SseEvent(Optional.of("7"), Optional.of(Duration.ofMillis(20)), ""));
    }

    @Test
    void readsNoMoreThanIsAllowed() {
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> events("data: " + "x".repeat(2_000) + "\n\n"));
        server.at("/mcp", asked -> asked.send(200, "application/json", "\"" + "x".repeat(2_000) + "\""));
        try (var endpoint = endpoint(Authorization.none())) {
            assertThatExceptionOfType(UncheckedIOException.class)
                    .isThrownBy(() -> endpoint.post(ANN, Map.of(), "{}", Receiver.none()));
        }
    }

    @Test
    void waitsNoLongerThanIsAllowedEvenWhileSomethingComes() {
        server.at("/mcp", asked -> {
            asked.beginEvents();
            for (int i = 0; i < 100; i++) {
                asked.event("");
                pause();
            }
        });
        long begun = System.nanoTime();
        try (var endpoint = endpoint(Authorization.none())) {
            assertThatExceptionOfType(UncheckedIOException.class)
                    .isThrownBy(() -> endpoint.post(ANN, Map.of(), "{}", Receiver.none()));
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(9));
    }

    @Test
    void givesUpWhenNoTokenHelps() {
        server.at("/mcp", asked -> asked.with("WWW-Authenticate", "Bearer error=\"invalid_token\"")
                .send(401, "text/plain", ""));
        var renewed = new AtomicInteger();
        var eager = new Authorization() {
            @Override
            public Optional<String> header(Caller caller) {
                return Optional.of("Bearer " + renewed.get());
            }

            @Override
            public boolean renew(Caller caller, Optional<String> sent, Challenge challenge) {
                renewed.incrementAndGet();
                return true;
            }
        };
        try (var endpoint = endpoint(eager)) {
            assertThatExceptionOfType(AuthorizationRefused.class)
                    .isThrownBy(() -> endpoint.post(ANN, Map.of(), "{}", Receiver.none()));
        }
        assertThat(server.asked).hasSize(3);
    }

    @Test
    void carriesATokenToNoOtherHost() {
        try (var other = new ScriptedServer()) {
            server.at("/mcp", asked -> asked.with("Location", other.uri("/mcp").toString())
                    .send(307, "text/plain", ""));
            try (var endpoint = endpoint(Authorization.fixed(java.util.Map.of("Authorization", "Bearer secret")))) {
                assertThat(endpoint.post(ANN, Map.of(), "{}", Receiver.none()).status())
                        .isEqualTo(307);
            }
            assertThat(other.asked).isEmpty();
        }
    }

    @Test
    void readsWhatAChallengeSays() {
        var headers = HttpHeaders.of(
                Map.of(
                        "WWW-Authenticate",
                        List.of(
                                "Basic realm=\"x\"",
                                "Bearer error=\"insufficient_scope\", scope=\"crm:read  crm:write\","
                                        + " resource_metadata=\"https://a/b?c=d\", error_description=\"say \\\"please\\\"\"")),
                (_, _) -> true);
        var challenge = Challenge.of(403, headers);
        assertThat(challenge.insufficientScope()).isTrue();
        assertThat(challenge.scopes()).containsExactly("crm:read", "crm:write");
        assertThat(challenge.resourceMetadata()).contains("https://a/b?c=d");
        assertThat(challenge.parameters()).containsEntry("error_description", "say \"please\"");
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
