package dev.bac.agents.format;

import dev.bac.agents.workflow.Expression;
import dev.bac.agents.workflow.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads values with computed places, and expressions; each that is wrong is a problem at its own place. */
final class TemplateFields {
    private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']*)'");
    private static final Template NOTHING = new Template.Fixed(JsonNodeFactory.instance.objectNode());

    private TemplateFields() {}

    /** The value of a key; an empty mapping when it is not there. */
    static Template read(Fields fields, String key) {
        return fields.value(key).map(yaml -> of(yaml, fields, key)).orElse(NOTHING);
    }

    private static Template of(Yaml yaml, Fields fields, String key) {
        return switch (yaml) {
            case Yaml.Keys keys -> {
                var inner = new LinkedHashMap<String, Template>();
                keys.values().forEach((name, value) -> inner.put(name, of(value, fields, key)));
                yield new Template.Keys(inner);
            }
            case Yaml.Items items -> {
                var inner = new ArrayList<Template>();
                items.values().forEach(item -> inner.add(of(item, fields, key)));
                yield new Template.Items(inner);
            }
            case Yaml.Scalar scalar -> scalar(scalar, fields, key);
        };
    }

    /** {@code =…} is an expression, {@code ==…} a text that begins with one equals sign. */
    private static Template scalar(Yaml.Scalar scalar, Fields fields, String key) {
        String text = scalar.text();
        if (text.startsWith("==")) {
            return new Template.Fixed(JsonNodeFactory.instance.stringNode(text.substring(1)));
        }
        if (!text.startsWith("=")) {
            return new Template.Fixed(Plain.json(scalar));
        }
        return parsed(text.substring(1).strip(), fields, scalar.place(), fields.path(key))
                .<Template>map(Template.Computed::new)
                .orElse(NOTHING);
    }

    /** An expression, written without an equals sign. */
    static Optional<Expression> expression(Fields fields, String key) {
        return fields.optionalText(key).flatMap(text -> parsed(text, fields, fields.place(key), fields.path(key)));
    }

    private static Optional<Expression> parsed(String text, Fields fields, Yaml.Place place, String path) {
        try {
            return Optional.of(Expression.of(text));
        } catch (IllegalArgumentException wrong) {
            fields.problem(
                    place, path + " is no expression: " + wrong.getMessage() + meant(wrong, Expression.VARIABLES));
            return Optional.empty();
        }
    }

    static String meant(IllegalArgumentException wrong, List<String> known) {
        var found = UNDECLARED.matcher(String.valueOf(wrong.getMessage()));
        return found.find() ? Suggestion.among(found.group(1), known) : "";
    }
}
