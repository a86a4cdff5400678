package dev.bac.llm.planner;

import dev.bac.llm.ToolDefinition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a request's tools can bring about: those at hand, and those that colleagues have, each with the handovers that
 * lead to it. Planning over all of them makes every agent choose alike, whoever has the conversation.
 *
 * @param tools at hand first, then those of colleagues, each name once
 * @param through handovers by the name of the tool they lead to; nothing for a tool at hand
 */
record Reach(List<ToolDefinition> tools, Map<String, List<ToolDefinition>> through) {

    static Reach of(List<ToolDefinition> offered) {
        var tools = new ArrayList<ToolDefinition>();
        var names = new HashSet<String>();
        var through = new LinkedHashMap<String, List<ToolDefinition>>();
        for (var tool : offered) {
            if (tool.leadsTo().isEmpty() && names.add(tool.name())) {
                tools.add(tool);
            }
        }
        var own = new HashSet<>(names);
        for (var handover : offered) {
            for (var tool : handover.leadsTo()) {
                if (names.add(tool.name())) {
                    tools.add(tool);
                }
                if (!own.contains(tool.name())) {
                    through.computeIfAbsent(tool.name(), _ -> new ArrayList<>()).add(handover);
                }
            }
        }
        return new Reach(List.copyOf(tools), Map.copyOf(through));
    }

    /** The handovers that lead to a tool; none when it is at hand. */
    List<ToolDefinition> handovers(String tool) {
        return through.getOrDefault(tool, List.of());
    }
}
