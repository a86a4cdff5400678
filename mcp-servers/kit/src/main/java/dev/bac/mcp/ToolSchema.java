package dev.bac.mcp;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.util.json.schema.JsonSchemaGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON Schema (2020-12) of a record. Spring AI's generator gives the shape; what {@link Arg}, the kit's limits and its
 * way of writing decimals and enum constants add is laid over it. References are resolved in place, because several
 * vendors' models do not follow them.
 */
final class ToolSchema {
    private static final String DECIMAL = "^-?[0-9]+(\\.[0-9]+)?$";

    private final Limits limits;
    private final boolean input;

    private ToolSchema(Limits limits, boolean input) {
        this.limits = limits;
        this.input = input;
    }

    static ObjectNode ofArguments(Class<? extends Record> type, Limits limits) {
        return new ToolSchema(limits, true).generate(type);
    }

    static ObjectNode ofResult(Class<? extends Record> type) {
        return new ToolSchema(Limits.SEED, false).generate(type);
    }

    private ObjectNode generate(Class<? extends Record> type) {
        var generated = (ObjectNode) ToolJson.mapper().readTree(JsonSchemaGenerator.generateForType(type));
        var definitions = generated.path("$defs");
        var schema = (ObjectNode) resolve(generated, definitions, 0);
        schema.remove(List.of("$schema", "$defs"));
        refineRecord(schema, type, 0);
        return schema;
    }

    private JsonNode resolve(JsonNode node, JsonNode definitions, int depth) {
        if (depth > 40) {
            throw new IllegalArgumentException("a tool's type must not contain itself");
        }
        if (node instanceof ObjectNode object && object.path("$ref").isString()) {
            String name = object.path("$ref").stringValue().replaceFirst("^#/\\$defs/", "");
            return resolve(definitions.path(name), definitions, depth + 1);
        }
        if (node instanceof ObjectNode object) {
            var copy = ToolJson.mapper().createObjectNode();
            object.properties()
                    .forEach(field -> copy.set(
                            field.getKey(),
                            field.getKey().equals("$defs")
                                    ? field.getValue()
                                    : resolve(field.getValue(), definitions, depth + 1)));
            return copy;
        }
        if (node instanceof ArrayNode array) {
            var copy = ToolJson.mapper().createArrayNode();
            array.forEach(item -> copy.add(resolve(item, definitions, depth + 1)));
            return copy;
        }
        return node;
    }

    private void refineRecord(ObjectNode schema, Class<?> type, int depth) {
        if (depth > limits.depth()) {
            throw new IllegalArgumentException(type.getName() + ": tool types are flat; at most lists of flat records");
        }
        var generated = schema.path("properties");
        schema.removeAll();
        schema.put("type", "object");
        var properties = schema.putObject("properties");
        var required = ToolJson.mapper().createArrayNode();
        for (var component : Component.of(type)) {
            var property = generated.path(component.name()) instanceof ObjectNode known
                    ? known
                    : ToolJson.mapper().createObjectNode();
            properties.set(component.name(), refine(property, component.type(), component.arg(), depth));
            if (component.required()) {
                required.add(component.name());
            }
        }
        schema.set("required", required);
        schema.put("additionalProperties", false);
    }

    private ObjectNode refine(ObjectNode schema, Type type, @Nullable Arg arg, int depth) {
        if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            refineList(schema, generic.getActualTypeArguments()[0], arg, depth);
        } else if (type instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
            schema.removeAll();
            schema.put("type", "object");
            schema.set(
                    "additionalProperties",
                    refine(ToolJson.mapper().createObjectNode(), generic.getActualTypeArguments()[1], null, depth));
        } else if (type instanceof Class<?> plain && plain.isRecord()) {
            refineRecord(schema, plain, depth + 1);
        } else if (type instanceof Class<?> plain) {
            refineScalar(schema, plain, arg);
        } else {
            throw new IllegalArgumentException("a tool's type cannot hold a " + type.getTypeName());
        }
        if (arg != null) {
            schema.put("description", arg.value());
            if (!arg.format().isEmpty()) {
                schema.put("format", arg.format());
            }
        }
        return schema;
    }

    private void refineList(ObjectNode schema, Type item, @Nullable Arg arg, int depth) {
        var items = schema.path("items") instanceof ObjectNode known
                ? known
                : ToolJson.mapper().createObjectNode();
        schema.removeAll();
        schema.put("type", "array");
        schema.set("items", refine(items, item, null, depth));
        if (input) {
            schema.put("maxItems", limits.items(arg));
        }
    }

    private void refineScalar(ObjectNode schema, Class<?> type, @Nullable Arg arg) {
        schema.remove(List.of("title", "default"));
        if (type.isEnum()) {
            schema.removeAll();
            schema.put("type", "string");
            var values = schema.putArray("enum");
            for (Object constant : type.getEnumConstants()) {
                values.add(((Enum<?>) constant).name().toLowerCase(Locale.ROOT));
            }
        } else if (type == BigDecimal.class) {
            schema.removeAll();
            schema.put("type", "string").put("pattern", DECIMAL);
            if (input) {
                schema.put("format", "decimal"); // clients check results and warn of formats they do not know
            }
        } else if (JsonNode.class.isAssignableFrom(type)) {
            schema.removeAll();
            if (type == ObjectNode.class) {
                schema.put("type", "object");
            }
        } else if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            schema.removeAll();
            schema.put("type", "integer");
        } else if (type == String.class && input) {
            schema.put("maxLength", limits.text(arg));
        }
    }
}
