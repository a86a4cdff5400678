package dev.bac.llm.contract;

import dev.bac.llm.contract.ProtoFile.Field;
import dev.bac.llm.contract.ProtoFile.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks JSON against proto3 messages as strictly as protobuf's JsonFormat (protobuf.dev/programming-guides/json): no
 * unknown field, the right JSON type, known enum values, one field of a oneof; and, beyond it, fields marked REQUIRED.
 */
final class ProtoCheck {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final ProtoFile proto;

    private ProtoCheck(ProtoFile proto) {
        this.proto = proto;
    }

    static Optional<ProtoCheck> of(String... files) {
        var proto = new ProtoFile();
        for (String file : files) {
            Optional<String> text = Shared.file(file);
            if (text.isEmpty()) {
                return Optional.empty();
            }
            proto.read(text.get());
        }
        return Optional.of(new ProtoCheck(proto));
    }

    /** @param inPath required fields that HTTP carries in the path */
    List<String> problems(String message, String json, String... inPath) {
        var problems = new ArrayList<String>();
        message(find(message, ""), JSON.readTree(json), "$", problems, Set.of(inPath));
        return problems;
    }

    private Message find(String type, String scope) {
        for (String outer = scope; ; outer = outer.contains(".") ? outer.substring(0, outer.lastIndexOf('.')) : "") {
            Message found = proto.messages.get(outer.isEmpty() ? type : outer + "." + type);
            if (found != null || outer.isEmpty()) {
                return found == null ? new Message("?" + type, Map.of()) : found;
            }
        }
    }

    private void message(Message type, JsonNode json, String path, List<String> problems, Set<String> inPath) {
        if (!json.isObject()) {
            problems.add(path + " is no object");
            return;
        }
        if (type.scope().startsWith("?")) {
            problems.add(path + " has a type whose file is not at hand: " + type.scope());
        }
        Map<String, String> chosen = new HashMap<>();
        json.properties().forEach(entry -> {
            Optional<Field> field = field(type, entry.getKey());
            if (field.isEmpty()) {
                problems.add(path + "." + entry.getKey() + " is unknown in " + type.scope());
                return;
            }
            String other = field.get().oneof().isEmpty()
                    ? null
                    : chosen.put(field.get().oneof(), entry.getKey());
            if (other != null) {
                problems.add(path + " has both " + other + " and " + entry.getKey());
            }
            values(type, field.get(), entry.getValue(), path + "." + entry.getKey(), problems);
        });
        type.fields().values().stream()
                .filter(field -> field.required() && !inPath.contains(field.name()))
                .filter(field -> !json.has(field.name()) && !json.has(camel(field.name())))
                .forEach(field -> problems.add(path + " lacks " + field.name()));
    }

    private static Optional<Field> field(Message type, String key) {
        return type.fields().values().stream()
                .filter(field -> field.name().equals(key) || camel(field.name()).equals(key))
                .findFirst();
    }

    private void values(Message in, Field field, JsonNode value, String path, List<String> problems) {
        if (field.map() || field.repeated()) {
            if (field.map() != value.isObject() || field.repeated() != value.isArray()) {
                problems.add(path + " is no " + (field.map() ? "map" : "array"));
                return;
            }
            value.forEach(item -> value(in, field.type(), item, path + "[]", problems));
        } else {
            value(in, field.type(), value, path, problems);
        }
    }

    private void value(Message in, String type, JsonNode value, String path, List<String> problems) {
        boolean fits =
                switch (type) {
                    case "string" -> value.isString();
                    case "bytes" -> value.isString() && value.asString().matches("[A-Za-z0-9+/_=-]*");
                    case "bool" -> value.isBoolean();
                    case "int32", "int64", "uint32" ->
                        value.canConvertToExactIntegral()
                                || value.isString() && value.asString().matches("-?\\d+");
                    case "float", "double" -> value.isNumber();
                    case "google.protobuf.Struct" -> value.isObject();
                    case "google.protobuf.Value" -> true;
                    case "google.protobuf.Duration" -> value.isString();
                    default -> {
                        nested(in, type, value, path, problems);
                        yield true;
                    }
                };
        if (!fits) {
            problems.add(path + " is no " + type + ": " + value);
        }
    }

    private void nested(Message in, String type, JsonNode value, String path, List<String> problems) {
        Optional<Set<String>> values = enumeration(type, in.scope());
        if (values.isEmpty()) {
            message(find(type, in.scope()), value, path, problems, Set.of());
        } else if (!value.isString() || !values.get().contains(value.asString())) {
            problems.add(path + " is none of " + type + ": " + value);
        }
    }

    private Optional<Set<String>> enumeration(String type, String scope) {
        return Arrays.stream(new String[] {scope + "." + type, type})
                .filter(proto.enums::containsKey)
                .findFirst()
                .map(proto.enums::get);
    }

    private static String camel(String name) {
        var camel = new StringBuilder();
        for (String word : name.split("_")) {
            camel.append(camel.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return camel.toString();
    }
}
