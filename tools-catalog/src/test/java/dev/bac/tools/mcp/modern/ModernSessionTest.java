package dev.bac.tools.mcp.modern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.bac.identity.Caller;
import dev.bac.mcp.wire.RpcException;
import dev.bac.mcp.wire.Tool;
import dev.bac.mcp.wire.WireJson;
import dev.bac.tools.Callers;
import dev.bac.tools.mcp.http.Authorization;
import dev.bac.tools.mcp.http.HttpLimits;
import dev.bac.tools.mcp.http.McpEndpoint;
import dev.bac.tools.mcp.session.Answer;
import dev.bac.tools.mcp.session.Answering;
import dev.bac.tools.mcp.session.Attendant;
import dev.bac.tools.mcp.session.Call;
import dev.bac.tools.mcp.testing.Person;
import dev.bac.tools.mcp.testing.ScriptedServer;
import dev.bac.tools.mcp.testing.ScriptedServer.Asked;
import dev.bac.tools.mcp.testing.SetClock;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class ModernSessionTest {
    private static final Caller ANN = Callers.named("Ann");
    private static final String TOOL = """
            {"name": "weather", "inputSchema": {"type": "object", "properties":
              {"region": {"type": "string", "x-mcp-header": "Region"}}}}""";

    private final SetClock clock = new SetClock();
    private final ScriptedServer server = new ScriptedServer();

    @AfterEach
    void stop() {
        server.close();
    }

    private ModernSession session(Attendant attendant) {
        var endpoint = new McpEndpoint(
                server.uri("/mcp"),
                new HttpLimits(Duration.ofSeconds(2), Duration.ofSeconds(10), 100_000),
                Authorization.none());
        return new ModernSession(
                "test", new HttpChannel(endpoint), new Answering("test", attendant), clock, new Random(1));
    }

    private static String list(int ttlMs, String scope, String... tools) {
        return "{\"tools\": [%s], \"ttlMs\": %d, \"cacheScope\": \"%s\"}"
                .formatted(String.join(",", tools), ttlMs, scope);
    }

    private static Call call(String json) {
        return new Call("weather", (ObjectNode) WireJson.mapper().readTree(json), WireJson.object());
    }

    private static void done(Asked asked) throws IOException {
        asked.result("{\"resultType\": \"complete\", \"content\": [{\"type\": \"text\", \"text\": \"sun\"}]}");
    }

    @Test
    void saysWithEveryRequestWhichRevisionItIsAndWhatItCan() {
        server.at("/mcp", asked -> asked.result(list(0, "public")));
        try (var session = session(new Person(_ -> new Answer.Declined()))) {
            session.tools(ANN);
        }
        var asked = server.asked.getFirst();
        assertThat(asked.header("MCP-Protocol-Version")).contains("2026-07-28");
        assertThat(asked.header("Mcp-Method")).contains("tools/list");
        var meta = asked.params().path("_meta");
        assertThat(meta.path("io.modelcontextprotocol/protocolVersion").asString(""))
                .isEqualTo("2026-07-28");
        assertThat(meta.path("io.modelcontextprotocol/clientCapabilities")
                        .path("elicitation")
                        .has("form"))
                .isTrue();
        assertThat(meta.path("traceparent").asString("")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]");
    }

    @Test
    void asksForNothingThatNobodyCouldAnswer() {
        server.at("/mcp", asked -> asked.result(list(0, "public")));
        try (var session = session(Attendant.none())) {
            session.tools(ANN);
        }
        assertThat(server.asked.getFirst().params().path("_meta").path("io.modelcontextprotocol/clientCapabilities"))
                .isEmpty();
    }

    @Test
    void keepsAListAsLongAsItsServerAllows() {
        server.at("/mcp", asked -> asked.result(list(60_000, "public", TOOL)));
        try (var session = session(Attendant.none())) {
            session.tools(ANN);
            clock.move(Duration.ofSeconds(59));
            assertThat(session.tools(Callers.named("Bob")))
                    .extracting(Tool::name)
                    .containsExactly("weather");
            assertThat(server.asked).hasSize(1);
            clock.move(Duration.ofSeconds(2));
            session.tools(ANN);
            assertThat(server.asked).hasSize(2);
        }
    }

    @Test
    void showsAPrivateListToNobodyElse() {
        server.at("/mcp", asked -> asked.result(list(60_000, "private", TOOL)));
        try (var session = session(Attendant.none())) {
            session.tools(ANN);
            session.tools(Callers.named("Bob"));
            session.tools(ANN);
        }
        assertThat(server.asked).hasSize(2);
    }

    @Test
    void leavesOutAToolThatMirrorsWronglyAndKeepsTheOthers() {
        var wrong = "{\"name\": \"bad\", \"inputSchema\": {\"type\": \"object\", \"properties\":"
                + " {\"a\": {\"type\": \"object\", \"x-mcp-header\": \"A\"}}}}";
        var unreadable = "{\"name\": \"no schema\"}";
        server.at("/mcp", asked -> asked.result(list(0, "public", wrong, unreadable, TOOL)));
        try (var session = session(Attendant.none())) {
            assertThat(session.tools(ANN)).extracting(Tool::name).containsExactly("weather");
        }
    }

    @Test
    void learnsAgainWhatToMirrorWhenTheServerRefusesTheHeaders() {
        server.at("/mcp", asked -> {
            if (asked.method().equals("tools/list")) {
                asked.result(list(60_000, "public", TOOL));
            } else if (asked.header("Mcp-Param-Region").isEmpty()) {
                asked.error(400, -32020, "{}");
            } else {
                done(asked);
            }
        });
        try (var session = session(Attendant.none())) {
            session.call(ANN, call("{\"region\": \"Zürich\"}"));
        }
        assertThat(server.methods()).containsExactly("tools/call", "tools/list", "tools/call");
        assertThat(server.asked.getLast().header("Mcp-Param-Region")).contains("=?base64?WsO8cmljaA==?=");
    }

    @Test
    void answersWhatTheServerAsksAndGivesItsStateBackAsItWas() {
        server.at("/mcp", asked -> {
            if (asked.params().has("inputResponses")) {
                done(asked);
            } else {
                asked.result("""
                        {"resultType": "input_required", "requestState": " {opaque} ", "inputRequests": {"sure": {
                          "method": "elicitation/create", "params": {"message": "Sure?", "requestedSchema": {
                            "type": "object", "properties": {"note": {"type": "string", "default": "none"}}}}}}}""");
            }
        });
        var person = new Person(_ -> new Answer.Accepted(WireJson.object()));
        try (var session = session(person)) {
            assertThat(session.call(ANN, call("{}"))
                            .path("content")
                            .get(0)
                            .path("text")
                            .asString(""))
                    .isEqualTo("sun");
        }
        assertThat(person.asked).containsExactly("Ann");
        var first = server.asked.getFirst();
        var again = server.asked.getLast();
        assertThat(again.json().path("id")).isNotEqualTo(first.json().path("id"));
        assertThat(again.params().path("requestState").asString("")).isEqualTo(" {opaque} ");
        assertThat(again.params().path("inputResponses").path("sure").toString())
                .isEqualTo("{\"action\":\"accept\",\"content\":{\"note\":\"none\"}}");
    }

    @Test
    void stopsAServerThatAsksWithoutEnd() {
        server.at("/mcp", asked -> asked.result("{\"resultType\": \"input_required\", \"requestState\": \"x\"}"));
        try (var session = session(Attendant.none())) {
            assertThatExceptionOfType(RpcException.class).isThrownBy(() -> session.call(ANN, call("{}")));
        }
        assertThat(server.asked).hasSize(10);
    }

    @Test
    void tellsProgressThatGrows() {
        server.at("/mcp", asked -> {
            var token = asked.params().path("_meta").path("progressToken");
            asked.beginEvents();
            for (int progress : new int[] {1, 2, 2, 1, 3}) {
                asked.event("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"progressToken\":"
                        + token + ",\"progress\":" + progress + "}}");
            }
            asked.event(asked.message((ObjectNode) WireJson.mapper().readTree("{\"content\": []}"))
                    .toString());
        });
        var person = new Person(_ -> new Answer.Declined());
        try (var session = session(person)) {
            session.call(ANN, call("{}"));
        }
        assertThat(person.progress).extracting(told -> told.done().intValue()).containsExactly(1, 2, 3);
    }

    @Test
    void closesTheStreamOfACallThatNobodyWaitsFor() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var closed = new CountDownLatch(1);
        server.at("/mcp", asked -> {
            asked.beginEvents();
            begun.countDown();
            try {
                for (int i = 0; i < 200; i++) {
                    asked.event("");
                    Thread.sleep(20);
                }
            } catch (IOException gone) {
                closed.countDown();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        try (var session = session(Attendant.none())) {
            var caller = Thread.ofVirtual().start(() -> {
                try {
                    session.call(ANN, call("{}"));
                } catch (RuntimeException cancelled) {
                    // That is what happens to it.
                }
            });
            assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
            caller.interrupt();
            assertThat(closed.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void asksAgainWhenTheServerNamesOurRevisionAmongItsOwn() {
        var refusals = new AtomicInteger();
        server.at("/mcp", asked -> {
            if (refusals.getAndIncrement() == 0) {
                asked.error(400, -32022, "{\"supported\": [\"2026-07-28\"]}");
            } else {
                asked.result("{\"supportedVersions\": [\"2026-07-28\"], \"capabilities\": {}}");
            }
        });
        try (var session = session(Attendant.none())) {
            assertThat(session.isSpoken(ANN)).isTrue();
        }
    }

    @Test
    void knowsAnEarlierServerByHowItRefuses() {
        server.at("/404", asked -> asked.send(404, "text/plain", "no"));
        server.at("/mcp", asked -> asked.error(200, -32601, "{}"));
        try (var session = session(Attendant.none())) {
            assertThat(session.isSpoken(ANN)).isFalse();
        }
        server.at("/mcp", asked -> asked.send(400, "application/json", "{\"error\": \"no session\"}"));
        try (var session = session(Attendant.none())) {
            assertThat(session.isSpoken(ANN)).isFalse();
        }
        server.at("/mcp", asked -> asked.error(400, -32022, "{\"supported\": [\"2025-11-25\"]}"));
        try (var session = session(Attendant.none())) {
            assertThat(session.isSpoken(ANN)).isFalse();
        }
    }

    @Test
    void doesNotFallBackBeforeAServerOfLaterRevisions() {
        server.at("/mcp", asked -> asked.error(400, -32022, "{\"supported\": [\"2028-01-01\"]}"));
        try (var session = session(Attendant.none())) {
            assertThatExceptionOfType(RpcException.class).isThrownBy(() -> session.isSpoken(ANN));
        }
    }
}
