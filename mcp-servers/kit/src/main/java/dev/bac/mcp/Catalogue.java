package dev.bac.mcp;

import dev.bac.identity.Caller;
import dev.bac.identity.Scope;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A server's tools by name, in the order of their names: a list that never moves keeps models' caches warm. */
final class Catalogue {
    private final Map<String, BoundTool<?, ?>> tools = new TreeMap<>();
    private final Map<String, String> aliases;
    private final Set<String> onRequest;

    /**
     * @param aliases names that tools had before, and what they are called now
     * @param onRequest toolsets that are listed only when asked for
     */
    Catalogue(Collection<? extends BoundTool<?, ?>> tools, Map<String, String> aliases, Set<String> onRequest) {
        this.onRequest = Set.copyOf(onRequest);
        this.aliases = Map.copyOf(aliases);
        for (var bound : tools) {
            if (this.tools.put(bound.tool().name(), bound) != null) {
                throw new IllegalArgumentException(
                        "two tools are called " + bound.tool().name());
            }
        }
    }

    Optional<BoundTool<?, ?>> find(String name) {
        return Optional.ofNullable(tools.get(aliases.getOrDefault(name, name)));
    }

    /** What the caller may call. Tools without an agent's use for them are shown only to who may provision. */
    List<ToolListing> visibleTo(Caller caller, ToolSelection selection) {
        return tools.values().stream()
                .filter(bound -> refusal(bound.tool(), caller).isEmpty())
                .filter(bound -> !bound.tool().hidden() || caller.actor().isEmpty())
                .filter(bound -> selection.admits(bound.tool()))
                .filter(bound -> everyday(bound.tool()) || selection.asksFor(bound.tool()) || forAnAgent(caller))
                .map(BoundTool::listing)
                .toList();
    }

    private boolean everyday(Tool<?, ?> tool) {
        return onRequest.stream().noneMatch(set -> tool.name().startsWith(set + "_"));
    }

    /** The host shows an agent only what the agent's author chose, so it is told of everything. */
    private static boolean forAnAgent(Caller caller) {
        return caller.actor().isPresent();
    }

    /** Why the caller may not call a tool, if so. */
    static Optional<ToolAnswer.Refused> refusal(Tool<?, ?> tool, Caller caller) {
        if (!caller.may(new Scope(tool.scope()))) {
            return Optional.of(new ToolAnswer.Refused(
                    "insufficient_scope",
                    "%s needs the permission %s, which you do not have. Ask an administrator for it."
                            .formatted(tool.name(), tool.scope())));
        }
        if (!caller.mayCall(tool.name())) {
            return Optional.of(new ToolAnswer.Refused(
                    "not_delegated", "This agent may not call " + tool.name() + ". Use the tools it was given."));
        }
        return Optional.empty();
    }

    ToolAnswer.Refused unknown(String name) {
        String hint = Suggestion.of(name, tools.keySet())
                .map(known -> " Did you mean " + known + "?")
                .orElse(" List the tools to see what there is.");
        String shown = name.length() > 64 ? name.substring(0, 64) + "…" : name;
        return new ToolAnswer.Refused("unknown_tool", "There is no tool \"" + shown + "\"." + hint);
    }
}
