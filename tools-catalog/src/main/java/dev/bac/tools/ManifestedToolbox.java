package dev.bac.tools;

import dev.bac.identity.Caller;
import java.util.List;

/**
 * Admits only the tools that a manifest names, and takes what they do from it: what a server says of itself is a hint.
 */
public final class ManifestedToolbox implements Toolbox {
    private final Toolbox inner;
    private final Manifest manifest;

    public ManifestedToolbox(Toolbox inner, Manifest manifest) {
        this.inner = inner;
        this.manifest = manifest;
    }

    @Override
    public List<Tool> tools(Caller caller) {
        return inner.tools(caller).stream()
                .flatMap(tool ->
                        manifest.entry(tool.name()).map(entry -> tool.declared(entry.effect(), entry.risk())).stream())
                .toList();
    }

    @Override
    public ToolOutcome call(Caller caller, ToolCall call) {
        return manifest.entry(call.tool()).isPresent()
                ? inner.call(caller, call)
                : new ToolOutcome.Failed(
                        "unknown_tool", "%s is not admitted on %s.".formatted(call.tool(), manifest.server()));
    }
}
