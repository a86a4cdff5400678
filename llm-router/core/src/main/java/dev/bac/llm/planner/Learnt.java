package dev.bac.llm.planner;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;

/**
 * What is learnt from tools' texts, and kept as long as it is asked for. Learning from all tools of a company takes seconds,
 * and every agent that a conversation is handed to sees the same tools, its own first: they share what was learnt.
 */
final class Learnt {
    private static final int LISTS = 256;
    private static final int SENTENCES = 16_000;

    private record Texts(boolean taught, List<List<String>> examples, List<String> descriptions) {}

    private final Cache<Texts, Likeness> likenesses =
            Caffeine.newBuilder().maximumSize(LISTS).build();
    private final Cache<String, String> masked =
            Caffeine.newBuilder().maximumSize(SENTENCES).build();

    /** As {@link Masked#text}. */
    String masked(String say) {
        return masked.get(say, Masked::text);
    }

    Likeness likeness(boolean taught, List<List<String>> examples, List<String> descriptions) {
        return likenesses.get(
                new Texts(taught, examples, descriptions), texts -> new Likeness(taught, examples, descriptions));
    }
}
