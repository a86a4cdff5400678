package dev.bac.orchestrator.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares real answers with what /openapi.json promises. */
public final class OpenApi {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final JsonNode API = read();
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();
    private static final Map<String, String> EVENTS = Map.of(
            "text", "TextEvent",
            "agent", "AgentEvent",
            "tool_call", "ToolCallEvent",
            "tool_result", "ToolResultEvent",
            "progress", "ProgressEvent",
            "approval", "ApprovalEvent",
            "usage", "UsageEvent",
            "done", "DoneEvent",
            "error", "ErrorEvent");

    private OpenApi() {}

    private static JsonNode read() {
        try (var in = OpenApi.class.getResourceAsStream("/openapi.json")) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails when the status is not listed for the path, or the body is not as its schema says. */
    public static void check(String method, String path, int status, String contentType, String body) {
        String what = method + " " + path + " " + status + " " + body;
        Optional<JsonNode> operation = operation(method, path);
        if (operation.isEmpty()) {
            if (status >= 400 && !path.startsWith("/mcp")) {
                assertThat(contentType).as(what).isEqualTo("application/problem+json");
                validate("Problem", body, what);
            }
            return;
        }
        JsonNode response = operation.get().path("responses").path(Integer.toString(status));
        assertThat(response.isMissingNode()).as("not described: " + what).isFalse();
        if (response.path("content").isEmpty()) {
            assertThat(contentType).as(what).doesNotContain("json");
            return;
        }
        String type = contentType.replaceFirst(";.*", "");
        JsonNode content = response.path("content").path(type);
        assertThat(content.isMissingNode())
                .as("type " + contentType + " of " + what)
                .isFalse();
        if (type.endsWith("json") && content.path("schema").has("$ref")) {
            validate(content.path("schema").path("$ref").asString().replaceFirst(".*/", ""), body, what);
        }
    }

    /** Fails when an event's data is not as its schema says. */
    public static void checkEvent(String type, String data) {
        assertThat(EVENTS).containsKey(type);
        validate(EVENTS.get(type), data, type + " " + data);
    }

    private static void validate(String name, String body, String what) {
        assertThat(SCHEMAS.computeIfAbsent(name, OpenApi::schema).validate(body, InputFormat.JSON))
                .as(what)
                .isEmpty();
    }

    private static Schema schema(String name) {
        var whole = JSON.createObjectNode().put("$ref", "#/components/schemas/" + name);
        whole.set("components", API.path("components"));
        return REGISTRY.getSchema(whole.toString(), InputFormat.JSON);
    }

    /** Whether exactly this route is described. */
    public static boolean describes(String method, String path) {
        return API.path("paths").path(path).has(method.toLowerCase(Locale.ROOT));
    }

    /** Everything that is described, such as {@code GET /api/v1/me}. */
    public static Stream<String> operations() {
        return API.path("paths").properties().stream().flatMap(path -> path.getValue().properties().stream()
                .map(operation -> operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey()));
    }

    private static Optional<JsonNode> operation(String method, String path) {
        String plain = path.replaceFirst("\\?.*", "");
        return API.path("paths").properties().stream()
                .filter(entry -> plain.matches(entry.getKey().replaceAll("\\{[^}]*}", "[^/]+")))
                .map(entry -> entry.getValue().path(method.toLowerCase(Locale.ROOT)))
                .filter(found -> !found.isMissingNode())
                .findFirst();
    }
}
