package dev.bac.llm.planner;

import dev.bac.llm.ToolDefinition;
import dev.bac.llm.planner.slots.Context;
import dev.bac.llm.planner.slots.ToolShape;
import dev.bac.retrieval.CachedEmbedder;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds whom to hand over to for a tool that is not at hand.
 *
 * <p>What colleagues say of themselves and which tools they have count together: a sentence may be nearer to what one
 * colleague is there for than to any tool's wording. Who has fixed an argument otherwise than it was said is not meant.
 * The weights were fitted on {@code agents/routing/tuned.tsv}.
 */
final class Colleagues {
    /** For having the tool that is meant. */
    private static final double ABLE = 0.6;
    /** For having a tool that may be meant, at most. */
    private static final double MAYBE = 0.4;
    /** So far behind the best tool, by rank, one is not meant at all. */
    private static final double BEHIND = 2.0;
    /** When a fixed argument is the one that was said. */
    private static final double SAID = 0.15;
    /** When it was not said: the colleague shows less than was asked for. */
    private static final double UNSAID = -0.3;
    /** When it was said otherwise. */
    private static final double OTHERWISE = -0.3;
    /** Where no tool is meant, so near must a sentence be to what a colleague is there for. */
    private static final double NEAR = 0.25;

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

    /** The handover for what a choice needs, if that is not at hand. */
    Optional<ToolDefinition> handover(Choice choice, List<Choice> rest, Context context, List<Fit> fits) {
        return ranked(choice, rest, context, fits).stream().findFirst();
    }

    /** The same for a request that a colleague has given back: now only who has the very tool comes into question. */
    Optional<ToolDefinition> another(Choice choice, List<Choice> rest, Context context, List<Fit> fits) {
        var wanted = tool(choice).map(ToolDefinition::name).orElse("");
        return ranked(choice, rest, context, fits).stream()
                .filter(handover -> reach.leads(handover).stream()
                        .anyMatch(tool -> tool.name().equals(wanted)))
                .findFirst();
    }

    /** All handovers, the likeliest first; none when nothing that anybody does is meant. */
    List<ToolDefinition> ranked(Choice choice, List<Choice> rest, Context context, List<Fit> fits) {
        var handovers = reach.handovers();
        var scores = new ColleagueScores(tools.read(handovers), embedder);
        if (!away(choice) && (tool(choice).isPresent() || !scores.meant(context, NEAR))) {
            return List.of();
        }
        var own = scores.of(context);
        var likely = new HashMap<String, Double>();
        for (int i = 0; i < own.length; i++) {
            var handover = handovers.get(i);
            likely.put(handover.name(), own[i] + able(reach.leads(handover), choice, fits));
        }
        return handovers.stream()
                .sorted(Comparator.<ToolDefinition>comparingLong(handover -> -covered(reach.leads(handover), rest))
                        .thenComparingDouble(handover -> -likely.getOrDefault(handover.name(), 0.0)))
                .toList();
    }

    /** Tools at hand before those of colleagues: what one can do oneself is said first. */
    List<ToolShape> atHandFirst(List<ToolShape> shapes) {
        return shapes.stream()
                .sorted(Comparator.comparing(
                        shape -> !reach.handovers(shape.tool().name()).isEmpty()))
                .toList();
    }

    /** What people say to those colleagues that a sentence is nearest to, one sentence each. */
    List<String> starters(Context context, int most) {
        var handovers = reach.handovers();
        var likely = new ColleagueScores(tools.read(handovers), embedder).of(context);
        return IntStream.range(0, likely.length)
                .boxed()
                .sorted(Comparator.comparingDouble(at -> -likely[at]))
                .flatMap(at -> handovers.get(at).examples().stream().limit(1))
                .map(ToolDefinition.Example::say)
                .distinct()
                .limit(most)
                .toList();
    }

    /** What a colleague's tools speak for: the one that is meant, or the best of those that may be. */
    private static double able(List<ToolDefinition> leads, Choice choice, List<Fit> fits) {
        var wanted = tool(choice).map(ToolDefinition::name);
        double best = 0;
        for (var tool : leads) {
            if (wanted.filter(tool.name()::equals).isPresent()) {
                double worth = worth(tool, choice);
                best = worth > 0 ? Math.max(best, worth) : best == 0 ? worth : best;
            } else {
                best = Math.max(best, maybe(tool, fits));
            }
        }
        return best;
    }

    private static double worth(ToolDefinition tool, Choice choice) {
        var same = Bound.same(tool, arguments(choice));
        return same.isEmpty()
                ? OTHERWISE
                : ABLE + SAID * same.getAsInt() + UNSAID * (Bound.of(tool).size() - same.getAsInt());
    }

    private static double maybe(ToolDefinition tool, List<Fit> fits) {
        return fits.stream()
                .filter(fit -> fit.shape().tool().name().equals(tool.name()))
                .mapToDouble(
                        fit -> MAYBE * Math.max(0, 1 - (fits.getFirst().rank() - fit.rank()) / BEHIND) * fit.fits())
                .findFirst()
                .orElse(0);
    }

    private static ObjectNode arguments(Choice choice) {
        return switch (choice) {
            case Choice.Call call -> call.arguments();
            case Choice.Ask ask -> ask.arguments();
            case Choice.Either _, Choice.Nothing _ -> JsonNodeFactory.instance.objectNode();
        };
    }

    /** How many of the steps to come a colleague with these tools can do as well. */
    private static long covered(List<ToolDefinition> leads, List<Choice> rest) {
        return rest.stream()
                .flatMap(choice -> tool(choice).stream())
                .filter(wanted -> leads.stream().anyMatch(tool -> tool.name().equals(wanted.name())))
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
