package dev.bac.tools.mcp;

import dev.bac.mcp.wire.WireJson;
import dev.bac.tools.Effect;
import dev.bac.tools.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Turns tools as MCP declares them into ours. */
final class McpTools {
    private static final JsonMapper JSON = WireJson.mapper();
    /** Arguments that the host fills in itself; no model sees them. */
    private static final Set<String> HOST_ONLY = Set.of("idempotency_key", "dry_run", "response_format");

    private McpTools() {}

    /**
     * One tool. What it does comes from {@code _meta["dev.bac/tool"]}; a tool that does not say counts as destructive,
     * for annotations are only hints (MCP 2026-07-28, server/tools).
     */
    static Tool tool(String server, dev.bac.mcp.wire.Tool declared) {
        JsonNode told = orEmpty(declared.meta()).path("dev.bac/tool");
        var input = declared.inputSchema().deepCopy();
        Plain.words(input);
        hideHostArguments(input);
        markReferences(input, told.path("refs"));
        return new Tool(
                server,
                declared.name(),
                declared.title() == null ? declared.name() : Plain.text(declared.title()),
                Plain.text(declared.description() == null ? "" : declared.description()),
                effect(told.path("effect").asString("")),
                told.path("risk")
                        .asString(told.isMissingNode() ? "bulk" : "none")
                        .toLowerCase(Locale.ROOT),
                input,
                orEmpty(declared.outputSchema()).deepCopy(),
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

    private static ObjectNode orEmpty(@Nullable ObjectNode object) {
        return object == null ? JSON.createObjectNode() : object;
    }
}
