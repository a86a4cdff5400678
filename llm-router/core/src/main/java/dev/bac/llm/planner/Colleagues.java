package dev.bac.llm.planner;

import dev.bac.llm.ToolDefinition;
import dev.bac.llm.planner.slots.Context;
import dev.bac.retrieval.CachedEmbedder;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds whom to hand over to for a tool that is not at hand.
 *
 * <p>Only a colleague who has the tool, and has fixed none of its arguments otherwise than they were said, can be meant.
 * Among those, what they say of themselves decides, and how many of the fixed arguments were said.
 */
final class Colleagues {
    /** What it is worth when a fixed argument is the one that was said, beside likenesses of about 0 … 1. */
    private static final double SAID = 0.35;
    /** And what it costs when it was not said: the colleague shows less than was asked for. */
    private static final double UNSAID = 0.25;

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
        return able(choice, rest, context).stream().findFirst();
    }

    /** All handovers that lead to the tool a choice needs, the likeliest first. */
    List<ToolDefinition> able(Choice choice, List<Choice> rest, Context context) {
        var able = tool(choice).map(ToolDefinition::name).map(reach::handovers).orElse(List.of());
        if (able.size() <= 1) {
            return able;
        }
        var suited = able.stream()
                .filter(handover -> same(handover, choice).isPresent())
                .toList();
        var likely = likely(context);
        return (suited.isEmpty() ? able : suited)
                .stream()
                        .sorted(Comparator.<ToolDefinition>comparingLong(handover -> -covered(handover, rest))
                                .thenComparingDouble(handover ->
                                        -likely.getOrDefault(handover.name(), 0.0) - narrowed(handover, choice)))
                        .toList();
    }

    /** How well what each colleague says of itself fits what was said. */
    Map<String, Double> likely(Context context) {
        var likely = new HashMap<String, Double>();
        var all = tools.read(reach.handovers());
        var scores = new ColleagueScores(all, embedder).of(context);
        for (int i = 0; i < scores.length; i++) {
            likely.put(all.shapes().get(i).tool().name(), scores[i]);
        }
        return likely;
    }

    private static double narrowed(ToolDefinition handover, Choice choice) {
        var tool = version(handover, choice);
        int fixed = tool.map(one -> Bound.of(one).size()).orElse(0);
        int said = same(handover, choice).orElse(0);
        return SAID * said - UNSAID * (fixed - said);
    }

    private static java.util.OptionalInt same(ToolDefinition handover, Choice choice) {
        var tool = version(handover, choice);
        return tool.isEmpty() ? java.util.OptionalInt.of(0) : Bound.same(tool.get(), arguments(choice));
    }

    /** The tool as this colleague has it. */
    private static Optional<ToolDefinition> version(ToolDefinition handover, Choice choice) {
        return tool(choice).flatMap(wanted -> handover.leadsTo().stream()
                .filter(tool -> tool.name().equals(wanted.name()))
                .findFirst());
    }

    private static ObjectNode arguments(Choice choice) {
        return switch (choice) {
            case Choice.Call call -> call.arguments();
            case Choice.Ask ask -> ask.arguments();
            case Choice.Either _, Choice.Nothing _ -> JsonNodeFactory.instance.objectNode();
        };
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
