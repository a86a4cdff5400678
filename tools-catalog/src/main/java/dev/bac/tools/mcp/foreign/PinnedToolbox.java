package dev.bac.tools.mcp.foreign;

import dev.bac.identity.Caller;
import dev.bac.mcp.wire.WireJson;
import dev.bac.tools.Canonical;
import dev.bac.tools.Tool;
import dev.bac.tools.ToolCall;
import dev.bac.tools.ToolOutcome;
import dev.bac.tools.Toolbox;
import java.util.List;

/**
 * Offers only tools whose definition is the accepted one. A server could show a harmless tool to the admin and change
 * its words later, which a model obeys; so a changed tool is gone until an admin has seen what it says now.
 */
final class PinnedToolbox implements Toolbox {
    private final String server;
    private final Toolbox inner;
    private final Pins pins;

    PinnedToolbox(String server, Toolbox inner, Pins pins) {
        this.server = server;
        this.inner = inner;
        this.pins = pins;
    }

    @Override
    public List<Tool> tools(Caller caller) {
        return inner.tools(caller).stream().filter(this::isAccepted).toList();
    }

    /** The definition is looked at again, because a model may have read another one a while ago. */
    @Override
    public ToolOutcome call(Caller caller, ToolCall call) {
        var defined = inner.tools(caller).stream()
                .filter(tool -> tool.name().equals(call.tool()))
                .findFirst();
        if (defined.isEmpty()) {
            return new ToolOutcome.Failed("unknown_tool", "%s has no tool \"%s\".".formatted(server, call.tool()));
        }
        if (!isAccepted(defined.get())) {
            return new ToolOutcome.Failed(
                    "quarantined",
                    "%s has changed since it was accepted; an admin must look at it first.".formatted(call.tool()));
        }
        return inner.call(caller, call);
    }

    private boolean isAccepted(Tool tool) {
        var hash = hash(tool);
        var accepted = pins.accepted(server, tool.name());
        if (accepted.isEmpty()) {
            pins.accept(server, tool.name(), hash);
            return true;
        }
        if (accepted.get().equals(hash)) {
            return true;
        }
        pins.quarantine(new Pins.Quarantined(server, tool, hash));
        return false;
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
