package dev.bac.llm.planner;

import dev.bac.llm.ToolDefinition;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The arguments of a colleague's tool that its admin has fixed: {@code const} in the tool's schema. */
final class Bound {
    private Bound() {}

    static Map<String, JsonNode> of(ToolDefinition tool) {
        var fixed = new LinkedHashMap<String, JsonNode>();
        tool.inputSchema().path("properties").properties().forEach(property -> {
            var value = property.getValue().get("const");
            if (value != null) {
                fixed.put(property.getKey(), value);
            }
        });
        return fixed;
    }

    /** How many of the fixed arguments are those wanted; empty when one is wanted otherwise. */
    static java.util.OptionalInt same(ToolDefinition tool, ObjectNode wanted) {
        int same = 0;
        for (var fixed : of(tool).entrySet()) {
            var value = wanted.get(fixed.getKey());
            if (value == null) {
                continue;
            }
            if (!value.asString("").equalsIgnoreCase(fixed.getValue().asString(""))) {
                return java.util.OptionalInt.empty();
            }
            same++;
        }
        return java.util.OptionalInt.of(same);
    }
}
