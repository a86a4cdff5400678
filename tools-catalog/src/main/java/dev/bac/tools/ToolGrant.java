package dev.bac.tools;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A tool that an agent may call.
 *
 * @param tool its name; one that ends in {@code *} is not called, but says why a tool that begins so is missing
 * @param bind arguments that its admin has fixed: the model neither sees nor sets them
 */
public record ToolGrant(String tool, Map<String, JsonNode> bind) {
    public ToolGrant {
        bind = Map.copyOf(bind);
    }

    /** Whether it is this tool's, or one for all tools that begin so. */
    boolean covers(String name) {
        return tool.equals(name) || (tool.endsWith("*") && name.startsWith(tool.substring(0, tool.length() - 1)));
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
