package dev.bac.tools.mcp.foreign;

import dev.bac.identity.Caller;
import dev.bac.mcp.wire.WireJson;
import dev.bac.tools.Canonical;
import dev.bac.tools.Tool;
import dev.bac.tools.ToolCall;
import dev.bac.tools.ToolOutcome;
import dev.bac.tools.Toolbox;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Offers only tools whose definition is the accepted one. A server could show a harmless tool to the admin and change
 * its words later, which a model obeys; so a changed tool is gone until an admin has seen what it says now. What a server
 * says when it is first asked is accepted: an admin has just added it. A tool that it adds later is accepted only where
 * the admin's manifest names it.
 */
final class PinnedToolbox implements Toolbox {
    private final String server;
    private final Toolbox inner;
    private final Pins pins;
    private final boolean named;

    /** @param named whether a manifest names the tools that there are */
    PinnedToolbox(String server, Toolbox inner, Pins pins, boolean named) {
        this.server = server;
        this.inner = inner;
        this.pins = pins;
        this.named = named;
    }

    private record Sorted(List<Tool> accepted, List<Tool> changed) {}

    @Override
    public List<Tool> tools(Caller caller) {
        return sorted(caller).accepted();
    }

    /** The definition is looked at again, because a model may have read another one a while ago. */
    @Override
    public ToolOutcome call(Caller caller, ToolCall call) {
        var sorted = sorted(caller);
        if (has(sorted.accepted(), call.tool())) {
            return inner.call(caller, call);
        }
        return has(sorted.changed(), call.tool())
                ? new ToolOutcome.Failed("quarantined", quarantined(call.tool()))
                : new ToolOutcome.Failed("unknown_tool", "%s has no tool \"%s\".".formatted(server, call.tool()));
    }

    @Override
    public Optional<String> missing(Caller caller, String tool) {
        return has(sorted(caller).changed(), tool) ? Optional.of(quarantined(tool)) : Optional.empty();
    }

    private String quarantined(String tool) {
        return ("%s is not used: its server has changed what it says of itself since it was accepted. An admin looks at"
                        + " it with ./bac servers and accepts it with ./bac servers accept %s.")
                .formatted(tool, server);
    }

    private static boolean has(List<Tool> tools, String name) {
        return tools.stream().anyMatch(tool -> tool.name().equals(name));
    }

    private Sorted sorted(Caller caller) {
        var listed = inner.tools(caller);
        var hashes = new LinkedHashMap<String, String>();
        listed.forEach(tool -> hashes.put(tool.name(), hash(tool)));
        var pinned = pins.accepted(caller.tenant(), server);
        if ((named || pinned.isEmpty()) && !pinned.keySet().containsAll(hashes.keySet())) {
            pins.first(caller.tenant(), server, hashes);
            pinned = pins.accepted(caller.tenant(), server);
        }
        var accepted = new ArrayList<Tool>();
        var changed = new ArrayList<Tool>();
        for (var tool : listed) {
            var same = Objects.equals(pinned.get(tool.name()), hashes.get(tool.name()));
            (same ? accepted : changed).add(tool);
        }
        pins.quarantine(
                caller.tenant(),
                server,
                changed.stream()
                        .map(tool -> new Pins.Quarantined(server, tool, hash(tool)))
                        .toList());
        return new Sorted(List.copyOf(accepted), List.copyOf(changed));
    }

    /** SHA-256 over all that a model or a person reads of the tool. */
    static String hash(Tool tool) {
        var definition = WireJson.object()
                .put("name", tool.name())
                .put("title", tool.title())
                .put("description", tool.description());
        definition.set("input", tool.inputSchema());
        definition.set("output", tool.outputSchema());
        definition.set("examples", WireJson.mapper().valueToTree(tool.examples()));
        return Canonical.sha256(definition);
    }
}
