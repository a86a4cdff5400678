package dev.bac.tools;

import dev.bac.identity.Caller;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Several servers as one toolbox: the servers in the order given, each server's tools in its own order. A tool is found
 * by its server's prefix, {@code finance_invoice_list} at {@code finance}, so that one server cannot answer in
 * another's name.
 */
public final class MergedToolbox implements Toolbox {
    private final Map<String, Toolbox> servers;

    /** @param servers by name; iterated in its own order */
    public MergedToolbox(Map<String, ? extends Toolbox> servers) {
        this.servers = new LinkedHashMap<>(servers);
    }

    @Override
    public List<Tool> tools(Caller caller) {
        var all = new ArrayList<Tool>();
        servers.forEach((name, server) -> server.tools(caller).stream()
                .filter(tool -> tool.name().startsWith(name + "_"))
                .forEach(all::add));
        return List.copyOf(all);
    }

    @Override
    public ToolOutcome call(Caller caller, ToolCall call) {
        for (var server : servers.entrySet()) {
            if (call.tool().startsWith(server.getKey() + "_")) {
                return server.getValue().call(caller, call);
            }
        }
        return new ToolOutcome.Failed("unknown_tool", "There is no tool \"" + call.tool() + "\".");
    }
}
