package dev.bac.agents.format;

import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** YAML without its places. */
final class Plain {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Plain() {}

    static ObjectNode object(Yaml.Keys keys) {
        var object = JSON.objectNode();
        keys.values().forEach((name, value) -> object.set(name, json(value)));
        return object;
    }

    static JsonNode json(Yaml value) {
        return switch (value) {
            case Yaml.Keys keys -> object(keys);
            case Yaml.Items items -> {
                var array = JSON.arrayNode();
                items.values().forEach(item -> array.add(json(item)));
                yield array;
            }
            case Yaml.Scalar scalar ->
                switch (scalar.token()) {
                    case VALUE_TRUE -> JSON.booleanNode(true);
                    case VALUE_FALSE -> JSON.booleanNode(false);
                    case VALUE_NULL -> JSON.nullNode();
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(scalar.text());
                    default -> JSON.stringNode(scalar.text());
                };
        };
    }

    /** YAML has more ways to write numbers than JSON (0x1F, 1_000): those stay text. */
    private static JsonNode number(String text) {
        if (!text.matches("-?\\d{1,18}(\\.\\d{1,18})?")) {
            return JSON.stringNode(text);
        }
        var number = new BigDecimal(text);
        return number.scale() == 0 ? JSON.numberNode(number.longValueExact()) : JSON.numberNode(number);
    }
}
