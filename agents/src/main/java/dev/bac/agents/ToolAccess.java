package dev.bac.agents;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Tools of one server that an agent may call, with fixed arguments and a demand for approval.
 *
 * @param allow names; one that ends in {@code *} stands for all tools that begin so, for servers of others, whose tools
 *     no file of ours can know
 */
public record ToolAccess(
        String server, List<String> allow, Map<String, JsonNode> bind, Optional<ApprovalRule> approval) {
    public ToolAccess {
        allow = List.copyOf(allow);
        bind = Map.copyOf(bind);
    }

    /** True when a name stands for several. */
    boolean isOpen() {
        return allow.stream().anyMatch(ToolAccess::isPattern);
    }

    /** Whether a name, or one that stands for it, is among the allowed. */
    public boolean covers(String tool) {
        return allow.stream().anyMatch(name -> covers(name, tool));
    }

    /** Whether an allowed name is this tool's or stands for it. */
    public static boolean covers(String name, String tool) {
        return name.equals(tool) || stands(name, tool);
    }

    /** With the names of the tools there are beside those that stand for several. */
    ToolAccess among(Collection<String> tools) {
        var names = new LinkedHashSet<String>();
        for (var name : allow) {
            tools.stream().filter(tool -> stands(name, tool)).forEach(names::add);
            names.add(name);
        }
        return new ToolAccess(server, List.copyOf(names), bind, approval);
    }

    static boolean isPattern(String name) {
        return name.endsWith("*");
    }

    private static boolean stands(String pattern, String tool) {
        return isPattern(pattern) && tool.startsWith(pattern.substring(0, pattern.length() - 1));
    }
}
