package dev.bac.tools;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A tool that an agent may call.
 *
 * @param bind arguments that its admin has fixed: the model neither sees nor sets them
 */
public record ToolGrant(String tool, Map<String, JsonNode> bind) {
    public ToolGrant {
        bind = Map.copyOf(bind);
    }

    /** A tool with nothing fixed. */
    public static ToolGrant of(String tool) {
        return new ToolGrant(tool, Map.of());
    }

    /** Tools with nothing fixed. */
    public static List<ToolGrant> all(List<String> tools) {
        return tools.stream().map(ToolGrant::of).toList();
    }
}
