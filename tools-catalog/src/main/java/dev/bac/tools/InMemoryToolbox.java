package dev.bac.tools;

import dev.bac.identity.Caller;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/**
 * Tools that are functions of this process, for tests and for dry runs of agents. It keeps the promises of a server: a
 * repeated key gets the first result, and a tool of risk wants approval before it runs.
 */
public final class InMemoryToolbox implements Toolbox {
    private static final int MAX_KEYS = 10_000;

    /** What a tool does. */
    @FunctionalInterface
    public interface Body extends BiFunction<Caller, ToolCall, ToolOutcome> {}

    private record Known(Tool tool, Body body) {}

    private final Map<String, Known> tools = new LinkedHashMap<>();
    private final Map<String, ToolOutcome> done = new ConcurrentHashMap<>();

    /** Adds a tool at the end of the list; returns this. */
    public InMemoryToolbox add(Tool tool, Body body) {
        tools.put(tool.name(), new Known(tool, body));
        return this;
    }

    @Override
    public List<Tool> tools(Caller caller) {
        return tools.values().stream().map(Known::tool).toList();
    }

    @Override
    public ToolOutcome call(Caller caller, ToolCall call) {
        var known = tools.get(call.tool());
        if (known == null) {
            return new ToolOutcome.Failed("unknown_tool", "There is no tool \"" + call.tool() + "\".");
        }
        if (known.tool().effect() == Effect.READ) {
            return known.body().apply(caller, call);
        }
        var first = done.get(caller.tenant() + "/" + call.key());
        if (first != null) {
            return first;
        }
        if (known.tool().needsApproval() && call.grant().isEmpty()) {
            return new ToolOutcome.NeedsApproval(
                    known.tool().title() + " needs approval.", call.arguments(), Canonical.sha256(call.arguments()));
        }
        if (done.size() >= MAX_KEYS) {
            throw new IllegalStateException("more than " + MAX_KEYS + " writes in one in-memory toolbox");
        }
        var outcome = known.body().apply(caller, call);
        if (outcome instanceof ToolOutcome.Done) {
            done.put(caller.tenant() + "/" + call.key(), outcome);
        }
        return outcome;
    }
}
