package dev.bac.tools.mcp.foreign;

import dev.bac.identity.Caller;
import dev.bac.tools.Tool;
import dev.bac.tools.ToolCall;
import dev.bac.tools.ToolOutcome;
import dev.bac.tools.Toolbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A server's tools under names of ours, {@code <server>_<tool>} with small letters, digits and underscores only, as
 * ours have them and models' vendors take them. Of two tools that would get the same name the first has it.
 */
final class NamedToolbox implements Toolbox {
    private static final int MAX_NAME = 64;

    private final String server;
    private final Toolbox inner;
    private final Map<String, String> theirs = new ConcurrentHashMap<>();

    NamedToolbox(String server, Toolbox inner) {
        this.server = server;
        this.inner = inner;
    }

    @Override
    public List<Tool> tools(Caller caller) {
        var named = new ArrayList<Tool>();
        for (var tool : inner.tools(caller)) {
            var name = ours(tool.name());
            if (name.length() <= MAX_NAME
                    && named.stream().noneMatch(other -> other.name().equals(name))) {
                theirs.put(name, tool.name());
                named.add(tool.withName(name));
            }
        }
        return List.copyOf(named);
    }

    @Override
    public ToolOutcome call(Caller caller, ToolCall call) {
        if (!theirs.containsKey(call.tool())) {
            tools(caller); // After a restart: their names are known from their list alone.
        }
        var name = theirs.get(call.tool());
        return name == null
                ? new ToolOutcome.Failed("unknown_tool", "%s has no tool \"%s\".".formatted(server, call.tool()))
                : inner.call(caller, new ToolCall(name, call.arguments(), call.key(), call.grant()));
    }

    private String ours(String name) {
        var plain = name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "_")
                .replaceAll("^_|_$", "");
        return plain.startsWith(server + "_") ? plain : server + "_" + plain;
    }
}
