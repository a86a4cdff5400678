package dev.bac.llm.planner;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.bac.llm.ToolDefinition;
import dev.bac.llm.planner.slots.ToolShape;
import dev.bac.retrieval.CachedEmbedder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads each tool once. A tool is known again by its definition, so that a changed one is read anew. */
final class Tools {
    private static final int LIMIT = 4_000;
    /** An agent has two: its own tools, and those with all that colleagues have. */
    private static final int LISTS = 320;

    /** Texts embedded within a turn; more are embedded in the background and the turn goes by wording. */
    private static final int INLINE = 24;
    /**
     * How long the first turn over new tools waits for their meaning. By wording alone a third of plain sentences end with
     * another tool, or with none: in the first half minute after a start, a late answer is better than that.
     */
    private static final Duration FIRST_TURN = Duration.ofSeconds(30);

    private final Cache<ToolDefinition, ToolShape> shapes =
            Caffeine.newBuilder().maximumSize(LIMIT).build();
    private final Cache<List<ToolDefinition>, ToolTexts> lists =
            Caffeine.newBuilder().maximumSize(LISTS).build();
    private final Learnt learnt = new Learnt();
    private final CachedEmbedder embedder;
    private Optional<Thread> embedding = Optional.empty();

    Tools(CachedEmbedder embedder) {
        this.embedder = embedder;
    }

    ToolTexts read(List<ToolDefinition> tools) {
        return lists.get(
                tools,
                list -> ToolTexts.of(
                        list.stream()
                                .map(tool -> shapes.get(tool, ToolShape::of))
                                .toList(),
                        learnt));
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
        try {
            return embedding(all).join(FIRST_TURN) && embedder.missing(all) == 0;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** One at a time: turns that come while texts are being embedded wait for those, they do not embed them once more. */
    private synchronized Thread embedding(List<String> all) {
        embedding = embedding
                .filter(Thread::isAlive)
                .or(() -> Optional.of(
                        Thread.ofPlatform().daemon().name("tools-embedding").start(() -> embedder.embed(all))));
        return embedding.orElseThrow();
    }
}
