package dev.bac.tools.mcp;

import dev.bac.tools.Effect;
import dev.bac.tools.Tool;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Turns tools as MCP declares them into ours. */
final class McpTools {
    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    /** Arguments that the host fills in itself; no model sees them. */
    private static final Set<String> HOST_ONLY = Set.of("idempotency_key", "dry_run", "response_format");

    private McpTools() {}

    /**
     * One tool. What it does comes from {@code _meta["dev.bac/tool"]}; a tool that does not say counts as destructive,
     * for annotations are only hints (MCP 2025-11-25, server/tools).
     */
    static Tool tool(String server, McpSchema.Tool declared) {
        JsonNode told = JSON.valueToTree(orEmpty(declared.meta())).path("dev.bac/tool");
        var input = object(declared.inputSchema());
        hideHostArguments(input);
        markReferences(input, told.path("refs"));
        return new Tool(
                server,
                declared.name(),
                declared.title() == null ? declared.name() : declared.title(),
                Plain.text(declared.description() == null ? "" : declared.description()),
                effect(told.path("effect").asString("")),
                told.path("risk")
                        .asString(told.isMissingNode() ? "bulk" : "none")
                        .toLowerCase(Locale.ROOT),
                input,
                object(declared.outputSchema()),
                examples(told.path("examples")));
    }

    private static Effect effect(String name) {
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "READ" -> Effect.READ;
            case "WRITE" -> Effect.WRITE;
            default -> Effect.DESTRUCTIVE;
        };
    }

    private static List<Tool.Example> examples(JsonNode told) {
        var examples = new ArrayList<Tool.Example>();
        for (var example : told) {
            var arguments = example.path("arguments");
            examples.add(new Tool.Example(
                    example.path("say").asString(""),
                    arguments instanceof ObjectNode given ? given.deepCopy() : JSON.createObjectNode()));
        }
        return examples;
    }

    private static void hideHostArguments(ObjectNode schema) {
        if (schema.path("properties") instanceof ObjectNode properties) {
            properties.remove(HOST_ONLY);
        }
        if (schema.path("required") instanceof ArrayNode required) {
            required.removeIf(name -> HOST_ONLY.contains(name.asString("")));
        }
    }

    private static void markReferences(ObjectNode schema, JsonNode references) {
        for (var reference : references.properties()) {
            if (schema.path("properties").path(reference.getKey()) instanceof ObjectNode property) {
                property.put("x-ref", reference.getValue().asString(""));
            }
        }
    }

    private static ObjectNode object(@Nullable Map<String, Object> schema) {
        return JSON.valueToTree(orEmpty(schema));
    }

    static Map<String, Object> orEmpty(@Nullable Map<String, Object> map) {
        return map == null ? Map.of() : map;
    }
}
