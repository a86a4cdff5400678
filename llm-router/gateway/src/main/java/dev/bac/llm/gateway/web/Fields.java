package dev.bac.llm.gateway.web;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads an object's fields by type; what is wrong is told with its path. A field that is {@code null} is absent. */
public final class Fields {
    private final String path;
    private final ObjectNode node;
    private final Set<String> read = new HashSet<>();

    public Fields(String path, ObjectNode node) {
        this.path = path;
        this.node = node;
    }

    /** The fields of a value that must be an object. */
    public static Fields of(String path, JsonNode value) {
        if (value instanceof ObjectNode object) {
            return new Fields(path, object);
        }
        throw Refused.field(path, "'" + path + "' must be an object.");
    }

    public String path(String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    public ObjectNode node() {
        return node;
    }

    /** The value, unless it is absent or null. */
    public Optional<JsonNode> get(String field) {
        read.add(field);
        JsonNode value = node.get(field);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(value);
    }

    public JsonNode require(String field) {
        return get(field).orElseThrow(() -> new Missing(path(field)).refused());
    }

    private record Missing(String field) {
        Refused refused() {
            return Refused.field(field, "'" + field + "' is required.");
        }
    }

    public Optional<String> text(String field) {
        return typed(field, JsonNode::isString, "a string").map(JsonNode::asString);
    }

    public String requireText(String field) {
        return text(field).orElseThrow(() -> new Missing(path(field)).refused());
    }

    public Optional<Boolean> flag(String field) {
        return typed(field, JsonNode::isBoolean, "true or false").map(JsonNode::asBoolean);
    }

    public boolean is(String field) {
        return flag(field).orElse(false);
    }

    /** A whole number within bounds. */
    public Optional<Long> whole(String field, long least, long most) {
        return typed(
                        field,
                        value -> value.isIntegralNumber()
                                && value.canConvertToLong()
                                && value.asLong() >= least
                                && value.asLong() <= most,
                        "a whole number from " + least + " to " + most)
                .map(JsonNode::asLong);
    }

    public Optional<Double> number(String field, double least, double most) {
        return typed(
                        field,
                        value -> value.isNumber() && value.asDouble() >= least && value.asDouble() <= most,
                        "a number from " + least + " to " + most)
                .map(JsonNode::asDouble);
    }

    public Optional<Fields> object(String field) {
        return typed(field, JsonNode::isObject, "an object").map(value -> of(path(field), value));
    }

    public Fields requireObject(String field) {
        return object(field).orElseThrow(() -> new Missing(path(field)).refused());
    }

    /** The items of an array; none when it is absent. */
    public List<JsonNode> items(String field) {
        return typed(field, JsonNode::isArray, "an array")
                .map(value -> value.valueStream().toList())
                .orElse(List.of());
    }

    /** The objects of an array. */
    public List<Fields> objects(String field) {
        var objects = new ArrayList<Fields>();
        for (JsonNode item : items(field)) {
            objects.add(of(path(field) + "[" + objects.size() + "]", item));
        }
        return objects;
    }

    /** The strings of an array. */
    public List<String> texts(String field) {
        return items(field).stream()
                .map(item -> {
                    if (!item.isString()) {
                        throw Refused.field(path(field), "'" + path(field) + "' must be an array of strings.");
                    }
                    return item.asString();
                })
                .toList();
    }

    /** Names of the fields that are there and that nobody has read. */
    public List<String> unread() {
        return node.propertyNames().stream()
                .filter(name -> !read.contains(name) && !node.path(name).isNull())
                .toList();
    }

    private Optional<JsonNode> typed(String field, Predicate<JsonNode> fits, String what) {
        Optional<JsonNode> value = get(field);
        if (value.isPresent() && !fits.test(value.get())) {
            throw Refused.field(path(field), "'" + path(field) + "' must be " + what + ".");
        }
        return value;
    }
}
