package dev.bac.tools.mcp.foreign;

import dev.bac.identity.Caller;
import dev.bac.tools.Effect;
import dev.bac.tools.Tool;
import dev.bac.tools.ToolCall;
import dev.bac.tools.ToolOutcome;
import dev.bac.tools.Toolbox;
import java.util.List;

/** Tools of which no admin has said what they do: each counts as destructive, whatever its server says of it. */
final class UnjudgedToolbox implements Toolbox {
    private final Toolbox inner;

    UnjudgedToolbox(Toolbox inner) {
        this.inner = inner;
    }

    @Override
    public List<Tool> tools(Caller caller) {
        return inner.tools(caller).stream()
                .map(tool -> tool.declared(Effect.DESTRUCTIVE, "none"))
                .toList();
    }

    @Override
    public ToolOutcome call(Caller caller, ToolCall call) {
        return inner.call(caller, call);
    }
}
