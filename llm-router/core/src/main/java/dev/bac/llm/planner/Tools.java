package dev.bac.llm.planner;

import dev.bac.llm.ToolDefinition;
import dev.bac.llm.planner.slots.ToolShape;
import dev.bac.retrieval.CachedEmbedder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Reads each tool once. A tool is known again by its definition, so that a changed one is read anew. */
final class Tools {
    private static final int LIMIT = 2_000;
    private static final int LISTS = 64;
    /** Texts embedded within a turn; more are embedded in the background and the turn goes by wording. */
    private static final int INLINE = 24;
    /** How long the first turn over new tools waits for their meaning: longer is worse than going by wording. */
    private static final Duration FIRST_TURN = Duration.ofSeconds(5);

    private final Map<ToolDefinition, ToolShape> shapes = new ConcurrentHashMap<>();
    private final Map<List<ToolDefinition>, ToolTexts> lists = new ConcurrentHashMap<>();
    private final CachedEmbedder embedder;

    Tools(CachedEmbedder embedder) {
        this.embedder = embedder;
    }

    ToolTexts read(List<ToolDefinition> tools) {
        if (lists.size() > LISTS) {
            lists.clear();
        }
        if (shapes.size() > LIMIT) {
            shapes.clear();
        }
        return lists.computeIfAbsent(
                tools,
                list -> ToolTexts.of(list.stream()
                        .map(tool -> shapes.computeIfAbsent(tool, ToolShape::of))
                        .toList()));
    }

    /** Starts what a turn should not wait for; true when meaning can be used at once. */
    boolean warm(ToolTexts texts) {
        if (!embedder.readyWithin(FIRST_TURN)) {
            return false;
        }
        var all = texts.all();
        if (embedder.missing(all) <= INLINE) {
            return true;
        }
        var embedding = Thread.ofPlatform().daemon().name("tools-embedding").start(() -> embedder.embed(all));
        try {
            return embedding.join(FIRST_TURN);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
