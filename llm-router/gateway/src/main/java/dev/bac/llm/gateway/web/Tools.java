package dev.bac.llm.gateway.web;

import dev.bac.llm.ToolDefinition;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** A caller's own tools. Nothing is known of what they do, so they count as writing. */
public final class Tools {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,128}");
    /** Most tools of a request. */
    private static final int MOST = 512;

    private final Set<String> names = new HashSet<>();

    /** One tool, with its schema; without one it takes no arguments. */
    public ToolDefinition tool(Fields fields, String schemaField) {
        String name = fields.requireText("name");
        if (!NAME.matcher(name).matches()) {
            throw Refused.field(
                    fields.path("name"), "A tool's name has 1 to 128 letters, digits, underscores and hyphens.");
        }
        if (!names.add(name)) {
            throw Refused.field(fields.path("name"), "Two tools are called '" + name + "'.");
        }
        if (names.size() > MOST) {
            throw Refused.field("tools", "At most " + MOST + " tools.");
        }
        ObjectNode schema = fields.object(schemaField)
                .map(given -> checked(fields.path(schemaField), given.node()))
                .orElseGet(Tools::nothing);
        return new ToolDefinition(
                name, name, fields.text("description").orElse(""), schema, Exchange.object(), false, List.of());
    }

    /** @throws Refused when no tool of that name is declared */
    public String declared(String field, String name) {
        if (!names.contains(name)) {
            throw Refused.field(field, "No tool is called '" + name + "'.");
        }
        return name;
    }

    public boolean none() {
        return names.isEmpty();
    }

    private static ObjectNode checked(String path, ObjectNode schema) {
        if (!Optional.ofNullable(schema.get("type"))
                .map(type -> type.asString(""))
                .orElse("object")
                .equals("object")) {
            throw Refused.field(path, "A tool's schema describes an object.");
        }
        Schemas.check(path, schema);
        return schema;
    }

    private static ObjectNode nothing() {
        ObjectNode schema = Exchange.object().put("type", "object");
        schema.putObject("properties");
        return schema;
    }
}
