package dev.bac.llm.planner.slots;

import dev.bac.retrieval.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One argument of a tool, as its schema declares it.
 *
 * @param type JSON Schema type; the first that is not null where there are several
 * @param choices closed list of values, or empty
 * @param ref kind of record it names, or nothing
 * @param schema the whole, for an array's elements and an object's properties
 * @param stems of the name
 * @param about stems of the description, without those of the name
 */
public record Param(
        String name,
        String type,
        String format,
        String description,
        List<String> choices,
        Optional<String> ref,
        boolean required,
        Optional<JsonNode> fallback,
        JsonNode schema,
        List<String> stems,
        List<String> about,
        Role role) {
    private static final Pattern DEFAULT =
            Pattern.compile("(?i)\\bdefaults?(?: value)?(?: is| to|:|=)? ?(true|false)\\b");

    static Param of(String name, JsonNode schema, boolean required) {
        var description = schema.path("description").asString("");
        var type = type(schema);
        var stems = Wording.stems(name);
        var about = new ArrayList<>(Wording.stems(description));
        about.removeAll(stems);
        var choices = choices(schema);
        var ref = Optional.ofNullable(schema.get("x-ref")).map(JsonNode::asString);
        var format = schema.path("format").asString("");
        var role = RoleGuess.of(name, type, format, description, choices, ref.orElse(""));
        return new Param(
                name,
                type,
                format,
                description,
                choices,
                ref,
                required,
                Optional.ofNullable(schema.get("default")).or(() -> told(type, description)),
                schema,
                stems,
                List.copyOf(about),
                role);
    }

    /** The default of a flag, where only its description tells it. */
    private static Optional<JsonNode> told(String type, String description) {
        var told = DEFAULT.matcher(description);
        return type.equals("boolean") && told.find()
                ? Optional.of(JsonNodeFactory.instance.booleanNode(told.group(1).equalsIgnoreCase("true")))
                : Optional.empty();
    }

    /** The arguments of an object schema, in its order. */
    public static List<Param> of(JsonNode object) {
        var required = new ArrayList<String>();
        object.path("required").forEach(name -> required.add(name.asString()));
        var params = new ArrayList<Param>();
        object.path("properties").properties().forEach(entry -> {
            if (params.size() < 60) {
                params.add(of(entry.getKey(), entry.getValue(), required.contains(entry.getKey())));
            }
        });
        return params;
    }

    public boolean numeric() {
        return type.equals("integer") || type.equals("number");
    }

    public boolean list() {
        return type.equals("array");
    }

    /** Schema of a list's elements. */
    public JsonNode element() {
        return schema.path("items");
    }

    /** The name as a person would read it: "due date". */
    public String readable() {
        var words = new ArrayList<>(Wording.words(name));
        if (words.size() > 1 && Set.of("id", "ref", "code").contains(words.getLast())) {
            words.removeLast();
        }
        return String.join(" ", words);
    }

    static String type(JsonNode schema) {
        var type = schema.path("type");
        if (type.isArray()) {
            for (var one : type) {
                if (!one.asString().equals("null")) {
                    return one.asString();
                }
            }
        }
        if (type.isString()) {
            return type.asString();
        }
        for (var one : schema.path("anyOf")) {
            if (!type(one).equals("null")) {
                return type(one);
            }
        }
        return schema.has("properties") ? "object" : "string";
    }

    private static List<String> choices(JsonNode schema) {
        var from =
                schema.has("enum") ? schema.get("enum") : schema.path("items").path("enum");
        var choices = new ArrayList<String>();
        from.forEach(choice -> {
            // A schema may list objects and arrays too; nobody says those in a sentence.
            if (choice.isValueNode() && !choice.isNull()) {
                choices.add(choice.asString());
            }
        });
        return choices;
    }
}
