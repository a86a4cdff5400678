package dev.bac.agents.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.bac.prompts.PromptLibrary;
import dev.bac.prompts.TextFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The schema that editors use and the loader know the same keys. */
class SchemaTest {
    private static final JsonNode SCHEMA = read();
    private static final Schema VALIDATOR = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SCHEMA.toString(), InputFormat.JSON);

    private static JsonNode read() {
        try {
            return JsonMapper.shared().readTree(Files.readString(Path.of("schema/agent-v1.json")));
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    @Test
    void acceptsEveryShippedAgent() {
        TextFolder.read(Path.of("library"), ".yaml")
                .forEach((file, yaml) -> assertThat(VALIDATOR.validate(yaml, InputFormat.YAML))
                        .as(file)
                        .isEmpty());
    }

    @Test
    void refusesWhatTheLoaderRefuses() {
        var yaml = TextFolder.read(Path.of("library"), ".yaml").get("warehouse/order-desk.yaml");
        for (var bad : List.of(
                yaml.replace("starters:", "starterz:"),
                yaml.replace("bac/v1", "bac/v2"),
                yaml.replace("maturity: live", "maturity: no"),
                yaml.replace("  title: Order desk\n", ""))) {
            assertThat(VALIDATOR.validate(bad, InputFormat.YAML)).isNotEmpty();
        }
    }

    @Test
    void namesNoKeyThatTheLoaderDoesNotKnow() {
        var unknown = new ArrayList<String>();
        collect(SCHEMA, "", unknown);
        assertThat(unknown).isEmpty();
        assertThat(AgentFile.NOT_YET).noneMatch(key -> SCHEMA.path("properties").has(key));
    }

    /** Asks the loader about each key alone, under its parents: any complaint is fine but "unknown" or "not yet". */
    private static void collect(JsonNode schema, String path, List<String> unknown) {
        for (var property : schema.path("properties").properties()) {
            var key = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
            var yaml = flow(List.of(key.split("\\.")), SCHEMA);
            try {
                new AgentFile(PromptLibrary.shipped()).parse(yaml, "a");
            } catch (FormatException thrown) {
                thrown.problems().stream()
                        .map(Problem::message)
                        .filter(message -> message.startsWith("unknown key") || message.endsWith("not supported yet"))
                        .forEach(message -> unknown.add(yaml + " " + message));
            }
            var inner = property.getValue();
            collect(inner.has("items") ? inner.path("items") : inner, key, unknown);
        }
    }

    private static String flow(List<String> path, JsonNode schema) {
        if (path.isEmpty()) {
            return "x";
        }
        var inner = schema.path("properties").path(path.getFirst());
        var list = inner.has("items");
        var rest = flow(path.subList(1, path.size()), list ? inner.path("items") : inner);
        return "{" + path.getFirst() + ": " + (list ? "[" + rest + "]" : rest) + "}";
    }
}
