package dev.bac.llm.planner;

import dev.bac.llm.ToolDefinition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a request's tools can bring about: those at hand, and those that colleagues have, each with the handovers that
 * lead to it. Planning over all of them makes every agent choose alike, whoever has the conversation.
 *
 * @param tools at hand and those of colleagues, each name once, by name: agents with the same colleagues share what is
 *     read of them
 * @param through handovers by the name of the tool they lead to; nothing for a tool at hand
 * @param handovers all of them, each once, without what they lead to: what is compared is what they say of themselves
 * @param leads what each of them leads to, by its name
 */
record Reach(
        List<ToolDefinition> tools,
        Map<String, List<ToolDefinition>> through,
        List<ToolDefinition> handovers,
        Map<String, List<ToolDefinition>> leads) {

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
        var away = new LinkedHashMap<String, ToolDefinition>();
        for (var handover : offered) {
            for (var tool : handover.leadsTo()) {
                if (!own.contains(tool.name())) {
                    away.merge(tool.name(), tool, Reach::freer);
                    through.computeIfAbsent(tool.name(), _ -> new ArrayList<>()).add(handover);
                }
            }
        }
        tools.addAll(away.values());
        tools.sort(Comparator.comparing(ToolDefinition::name));
        var handovers = new LinkedHashMap<String, ToolDefinition>();
        var leads = new HashMap<String, List<ToolDefinition>>();
        for (var tool : away.keySet()) {
            for (var handover : through.getOrDefault(tool, List.of())) {
                if (leads.putIfAbsent(handover.name(), handover.leadsTo()) == null) {
                    handovers.put(handover.name(), bare(handover));
                }
            }
        }
        return new Reach(List.copyOf(tools), Map.copyOf(through), List.copyOf(handovers.values()), Map.copyOf(leads));
    }

    /**
     * A tool to look for colleagues with leads to handovers, which lead to tools: all of those are weighed here, those
     * that a language model is shown and the others, in their own order.
     */
    static List<ToolDefinition> unfolded(List<ToolDefinition> offered) {
        var folded = offered.stream()
                .filter(Reach::isDirectory)
                .flatMap(tool -> tool.leadsTo().stream())
                .map(ToolDefinition::name)
                .collect(Collectors.toSet());
        return offered.stream()
                .filter(tool -> !folded.contains(tool.name()))
                .flatMap(tool -> isDirectory(tool) ? tool.leadsTo().stream() : Stream.of(tool))
                .toList();
    }

    private static boolean isDirectory(ToolDefinition tool) {
        return tool.leadsTo().stream().anyMatch(one -> !one.leadsTo().isEmpty());
    }

    /** Of two colleagues' versions of a tool the one with fewer arguments fixed: it can be planned for both. */
    private static ToolDefinition freer(ToolDefinition one, ToolDefinition other) {
        return Bound.of(other).size() < Bound.of(one).size() ? other : one;
    }

    /** What a handover leads to. */
    List<ToolDefinition> leads(ToolDefinition handover) {
        return leads.getOrDefault(handover.name(), List.of());
    }

    private static ToolDefinition bare(ToolDefinition handover) {
        return new ToolDefinition(
                handover.name(),
                handover.title(),
                handover.description(),
                handover.inputSchema(),
                handover.outputSchema(),
                handover.readOnly(),
                handover.examples());
    }

    /** The handovers that lead to a tool; none when it is at hand. */
    List<ToolDefinition> handovers(String tool) {
        return through.getOrDefault(tool, List.of());
    }
}
