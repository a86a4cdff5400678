package dev.bac.llm.planner;

import dev.bac.llm.ToolDefinition;
import dev.bac.llm.planner.slots.Context;
import dev.bac.retrieval.CachedEmbedder;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/** Finds whom to hand over to for a tool that is not at hand. */
final class Colleagues {
    private final Reach reach;
    private final Tools tools;
    private final CachedEmbedder embedder;

    Colleagues(Reach reach, Tools tools, CachedEmbedder embedder) {
        this.reach = reach;
        this.tools = tools;
        this.embedder = embedder;
    }

    /** Whether the tool that a choice needs is only a colleague's. */
    boolean away(Choice choice) {
        return tool(choice)
                .map(ToolDefinition::name)
                .map(reach::handovers)
                .filter(able -> !able.isEmpty())
                .isPresent();
    }

    /** The handover that leads to the tool a choice needs, if that tool is not at hand. */
    Optional<ToolDefinition> handover(Choice choice, List<Choice> rest, Context context) {
        var able = tool(choice).map(ToolDefinition::name).map(reach::handovers).orElse(List.of());
        if (able.size() <= 1) {
            return able.stream().findFirst();
        }
        var likely = new HashMap<String, Double>();
        new ToolChoice(tools.read(able), embedder)
                .rank(context)
                .forEach(fit -> likely.put(fit.shape().tool().name(), fit.rank()));
        return able.stream()
                .max(Comparator.<ToolDefinition>comparingLong(handover -> covered(handover, rest))
                        .thenComparing(handover -> likely.getOrDefault(handover.name(), 0.0)));
    }

    /** How many of the steps to come this colleague can do as well. */
    private static long covered(ToolDefinition handover, List<Choice> rest) {
        return rest.stream()
                .flatMap(choice -> tool(choice).stream())
                .filter(wanted ->
                        handover.leadsTo().stream().anyMatch(tool -> tool.name().equals(wanted.name())))
                .count();
    }

    /** The tool that a choice is about. */
    static Optional<ToolDefinition> tool(Choice choice) {
        return switch (choice) {
            case Choice.Call call -> Optional.of(call.shape().tool());
            case Choice.Ask ask -> Optional.of(ask.shape().tool());
            case Choice.Either either -> Optional.of(either.shapes().getFirst().tool());
            case Choice.Nothing _ -> Optional.empty();
        };
    }
}
