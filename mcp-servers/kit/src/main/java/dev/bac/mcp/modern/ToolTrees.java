package dev.bac.mcp.modern;

import dev.bac.mcp.wire.Result;
import dev.bac.mcp.wire.Tool;
import dev.bac.mcp.wire.WireJson;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.node.ObjectNode;

/**
 * Results as trees, for which each tool's definition is turned into one only once: a list of them is long, asked for
 * often, and always made of the same definitions. It holds as many as the offer has tools.
 */
public final class ToolTrees {
    private record Kept(Tool tool, ObjectNode tree) {}

    private final Map<String, Kept> kept = new ConcurrentHashMap<>();

    /** A result's own fields; what lies deeper is shared: read it, do not change it. */
    public ObjectNode tree(Result result) {
        return result instanceof Result.Tools listed ? listed.tree(this::tree) : result.tree();
    }

    private ObjectNode tree(Tool tool) {
        var known = kept.get(tool.name());
        if (known != null && known.tool().equals(tool)) {
            return known.tree();
        }
        var tree = WireJson.tree(tool);
        kept.put(tool.name(), new Kept(tool, tree));
        return tree;
    }
}
