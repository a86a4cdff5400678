package dev.bac.llm.vendor;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Tool schemas as vendors may see them: as given, without our own {@code x-} keys. */
public final class ToolSchemas {
    private ToolSchemas() {}

    /** A copy without keywords that begin with {@code x-}; a property of that name stays. */
    public static ObjectNode withoutOurs(ObjectNode schema) {
        return cleaned(schema, false);
    }

    private static ObjectNode cleaned(ObjectNode node, boolean namesProperties) {
        var copy = JsonNodeFactory.instance.objectNode();
        node.forEachEntry((key, value) -> {
            if (namesProperties || !key.startsWith("x-")) {
                copy.set(key, cleaned(value, !namesProperties && holdsNames(key)));
            }
        });
        return copy;
    }

    private static boolean holdsNames(String keyword) {
        return switch (keyword) {
            case "properties", "patternProperties", "$defs", "definitions" -> true;
            default -> false;
        };
    }

    private static JsonNode cleaned(JsonNode value, boolean namesProperties) {
        return switch (value) {
            case ObjectNode object -> cleaned(object, namesProperties);
            case ArrayNode array -> {
                var copy = JsonNodeFactory.instance.arrayNode();
                array.forEach(item -> copy.add(cleaned(item, false)));
                yield copy;
            }
            default -> value;
        };
    }
}
