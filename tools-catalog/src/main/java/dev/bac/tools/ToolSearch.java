package dev.bac.tools;

import dev.bac.retrieval.Embedder;
import dev.bac.retrieval.HybridRanker;
import java.util.List;

/**
 * Finds tools for a request, by wording and by meaning, over names, descriptions and examples: for conversations where
 * all definitions together would fill the model's context. A fixed list of tools; make another when the list changes.
 */
public final class ToolSearch {
    private static final int MAX_EXAMPLES = 5;

    private final List<Tool> tools;
    private final HybridRanker ranker;

    /** @param embedder for meaning; {@link Embedder#none()} for wording alone */
    public ToolSearch(List<Tool> tools, Embedder embedder) {
        this.tools = List.copyOf(tools);
        this.ranker = new HybridRanker(tools.stream().map(ToolSearch::text).toList(), embedder);
    }

    /** A tool and how well it fits, 0 … 1. */
    public record Found(Tool tool, double score) {}

    /** The best {@code most} tools that fit at all, best first. */
    public List<Found> find(String request, int most) {
        return ranker.rank(request).stream()
                .filter(ranked -> ranked.score() > 0)
                .limit(most)
                .map(ranked -> new Found(tools.get(ranked.index()), ranked.score()))
                .toList();
    }

    private static String text(Tool tool) {
        var examples = tool.examples().stream()
                .limit(MAX_EXAMPLES)
                .map(Tool.Example::say)
                .toList();
        return tool.name().replace('_', ' ') + ". " + tool.title() + ". " + tool.description() + " "
                + String.join(". ", examples);
    }
}
