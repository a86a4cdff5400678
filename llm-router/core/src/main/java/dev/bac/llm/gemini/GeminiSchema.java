package dev.bac.llm.gemini;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON Schema in Gemini's dialect of it ({@code google.ai.generativelanguage.v1beta.Schema}): types in capitals, null as
 * {@code nullable}, no references, enums of strings only, few formats. What the dialect lacks goes into the description,
 * where the model still reads it.
 */
final class GeminiSchema {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int DEEPEST = 12;
    /** Others are refused with 400 for STRING. */
    private static final Set<String> STRING_FORMATS = Set.of("date-time", "enum");

    private static final Set<String> AS_THEY_ARE = Set.of(
            "title", "pattern", "minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "required");

    private static final Set<String> NO_WORD = Set.of(
            "allOf",
            "not",
            "if",
            "multipleOf",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "uniqueItems",
            "contains",
            "prefixItems",
            "patternProperties",
            "propertyNames",
            "dependentRequired",
            "dependentSchemas");

    private final ObjectNode root;

    private GeminiSchema(ObjectNode root) {
        this.root = root;
    }

    /** Empty for a tool without arguments: Gemini refuses an object without properties. */
    static Optional<ObjectNode> of(ObjectNode schema) {
        return schema.path("properties").isEmpty()
                ? Optional.empty()
                : Optional.of(new GeminiSchema(schema).translated(schema, 0));
    }

    /** Keywords of a schema that narrow what fits and that the dialect has no word for, in order of the alphabet. */
    static Set<String> lost(JsonNode schema) {
        var lost = new TreeSet<String>();
        schema.properties().forEach(entry -> {
            if (NO_WORD.contains(entry.getKey())) {
                lost.add(entry.getKey());
            }
        });
        schema.path("properties").properties().forEach(entry -> lost.addAll(lost(entry.getValue())));
        for (String keyword : List.of("anyOf", "oneOf")) {
            schema.path(keyword).forEach(choice -> lost.addAll(lost(choice)));
        }
        for (String keyword : List.of("$defs", "definitions")) {
            schema.path(keyword).properties().forEach(entry -> lost.addAll(lost(entry.getValue())));
        }
        if (schema.path("items").isObject()) {
            lost.addAll(lost(schema.path("items")));
        }
        return lost;
    }

    private ObjectNode translated(JsonNode given, int depth) {
        JsonNode schema = depth > DEEPEST ? JSON.objectNode() : resolved(given);
        ObjectNode out = JSON.objectNode();
        List<JsonNode> choices = choices(schema, out);
        String type = type(schema, choices, out);
        describe(schema, type, out);
        if (choices.size() == 1) {
            ObjectNode only = translated(choices.getFirst(), depth + 1);
            return out.has("nullable") ? only.put("nullable", true) : only;
        }
        if (!choices.isEmpty()) {
            choices.forEach(choice -> out.withArray("anyOf").add(translated(choice, depth + 1)));
            return out;
        }
        out.put("type", type);
        schema.properties().forEach(entry -> {
            if (AS_THEY_ARE.contains(entry.getKey())) {
                out.set(entry.getKey(), entry.getValue());
            }
        });
        schema.path("properties").properties().forEach(entry -> out.withObject("properties")
                .set(entry.getKey(), translated(entry.getValue(), depth + 1)));
        if (type.equals("ARRAY")) {
            JsonNode items = schema.path("items");
            out.set(
                    "items",
                    items.isObject()
                            ? translated(items, depth + 1)
                            : JSON.objectNode().put("type", "STRING"));
        }
        enumeration(schema, type, out);
        return out;
    }

    /** A local reference, followed; anything else as it is. */
    private JsonNode resolved(JsonNode schema) {
        String reference = schema.path("$ref").asString("");
        if (!reference.startsWith("#/")) {
            return schema;
        }
        JsonNode target = root.at(reference.substring(1));
        return target.isObject() ? target : JSON.objectNode();
    }

    private static List<JsonNode> choices(JsonNode schema, ObjectNode out) {
        var choices = new ArrayList<JsonNode>();
        for (String keyword : List.of("anyOf", "oneOf")) {
            for (JsonNode choice : schema.path(keyword)) {
                if (choice.path("type").asString("").equals("null")) {
                    out.put("nullable", true);
                } else {
                    choices.add(choice);
                }
            }
        }
        return choices;
    }

    private static String type(JsonNode schema, List<JsonNode> choices, ObjectNode out) {
        var types = new ArrayList<String>();
        JsonNode given = schema.path("type");
        (given.isArray() ? given.valueStream() : java.util.stream.Stream.of(given))
                .map(type -> type.asString(""))
                .forEach(types::add);
        if (types.remove("null")) {
            out.put("nullable", true);
        }
        if (types.isEmpty() || types.getFirst().isEmpty()) {
            return schema.has("properties") && choices.isEmpty() ? "OBJECT" : "STRING";
        }
        return types.getFirst().toUpperCase(Locale.ROOT);
    }

    private static void describe(JsonNode schema, String type, ObjectNode out) {
        var description = new StringBuilder(schema.path("description").asString(""));
        String format = schema.path("format").asString("");
        if (!format.isEmpty() && type.equals("STRING") && !STRING_FORMATS.contains(format)) {
            description
                    .append(description.isEmpty() ? "" : " ")
                    .append("(format: ")
                    .append(format)
                    .append(')');
        } else if (type.equals("STRING") && !format.isEmpty()) {
            out.put("format", format);
        }
        if (!description.isEmpty()) {
            out.put("description", description.toString());
        }
    }

    private static void enumeration(JsonNode schema, String type, ObjectNode out) {
        var values = new ArrayList<JsonNode>();
        schema.path("enum").forEach(values::add);
        if (schema.has("const")) {
            values.add(schema.path("const"));
        }
        if (type.equals("STRING")) {
            values.stream().filter(JsonNode::isString).forEach(value -> out.withArray("enum")
                    .add(value));
        }
    }
}
