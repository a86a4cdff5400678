package dev.bac.mcp.wire;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import tools.jackson.databind.node.ObjectNode;

/** What a server can do. */
public record ServerCapabilities(@JsonValue ObjectNode json) {

    @JsonCreator
    public static ServerCapabilities of(ObjectNode json) {
        return new ServerCapabilities(json);
    }

    public static ServerCapabilities none() {
        return new ServerCapabilities(WireJson.object());
    }

    /** These and one without settings, such as {@code completions}. */
    public ServerCapabilities with(String capability) {
        var more = json.deepCopy();
        more.withObjectProperty(capability);
        return new ServerCapabilities(more);
    }

    /** These and a setting of one, such as {@code listChanged} of {@code tools}. */
    public ServerCapabilities with(String capability, String setting) {
        var more = json.deepCopy();
        more.withObjectProperty(capability).put(setting, true);
        return new ServerCapabilities(more);
    }

    /** These and an extension. */
    public ServerCapabilities withExtension(String extension) {
        var more = json.deepCopy();
        more.withObjectProperty("extensions").putObject(extension);
        return new ServerCapabilities(more);
    }

    /** These and an extension with a setting. */
    public ServerCapabilities withExtension(String extension, String setting) {
        var more = json.deepCopy();
        more.withObjectProperty("extensions").putObject(extension).put(setting, true);
        return new ServerCapabilities(more);
    }

    public boolean has(String capability) {
        return json.has(capability);
    }

    public boolean has(String capability, String setting) {
        return json.path(capability).path(setting).asBoolean(false);
    }

    public boolean extension(String name) {
        return json.path("extensions").has(name);
    }
}
