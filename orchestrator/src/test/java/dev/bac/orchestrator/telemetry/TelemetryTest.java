package dev.bac.orchestrator.telemetry;

import static dev.bac.orchestrator.testing.ScriptedModel.answer;
import static dev.bac.orchestrator.testing.ScriptedModel.call;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.bac.identity.Role;
import dev.bac.orchestrator.access.Member;
import dev.bac.orchestrator.platform.Platform;
import dev.bac.orchestrator.testing.ScriptedModel;
import dev.bac.orchestrator.testing.TestPlatform;
import dev.bac.orchestrator.testing.Web;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a collector receives of a chat. */
class TelemetryTest {
    private final List<JsonNode> spans = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();

    private HttpServer collector() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            bodies.add(body);
            JsonMapper.shared()
                    .readTree(body)
                    .at("/resourceSpans/0/scopeSpans/0/spans")
                    .forEach(spans::add);
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private JsonNode span(String name) {
        return spans.stream()
                .filter(span -> span.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no span " + name + " among " + spans));
    }

    private static String attribute(JsonNode span, String key) {
        return span.path("attributes")
                .valueStream()
                .filter(one -> one.path("key").asString().equals(key))
                .findFirst()
                .map(one -> one.path("value").path("stringValue").asString(""))
                .orElse("");
    }

    @Test
    void tellsACollectorOfTheAgentItsModelAndItsToolInOneTraceAndNoWordOfAnybody() throws Exception {
        HttpServer collector = collector();
        Path data = TestPlatform.temporary();
        var model = new ScriptedModel();
        String endpoint = "http://127.0.0.1:" + collector.getAddress().getPort();
        try (Platform platform = Platform.start(new Platform.Outside(
                TestPlatform.settings(data),
                Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint),
                model,
                Clock.systemUTC()))) {
            var company = TestPlatform.company(platform, "traced");
            Member ann = platform.access().members().enrol(company.id(), "ann", Set.of(Role.ADMIN));
            String key = platform.access()
                    .keys()
                    .create(ann, ann.roles(), "test", Optional.empty())
                    .text();
            model.when("is the secret ledger right?", call("finance_trial_balance", "{}"), answer("a secret answer"));

            new Web(platform.baseUrl(), Optional.of(key)).talk("accountant").say("is the secret ledger right?");
        } finally {
            collector.stop(0);
            TestPlatform.remove(data);
        }

        JsonNode agent = span("invoke_agent accountant");
        JsonNode chat = span("chat auto");
        JsonNode tool = span("execute_tool finance_trial_balance");
        for (JsonNode child : List.of(chat, tool)) {
            assertThat(child.path("traceId")).isEqualTo(agent.path("traceId"));
            assertThat(child.path("parentSpanId")).isEqualTo(agent.path("spanId"));
        }
        assertThat(attribute(chat, "gen_ai.operation.name")).isEqualTo("chat");
        assertThat(attribute(chat, "gen_ai.response.model")).isEqualTo("test/script");
        assertThat(attribute(tool, "gen_ai.tool.name")).isEqualTo("finance_trial_balance");
        assertThat(String.join("", bodies)).doesNotContain("secret");
    }
}
