package dev.bac.tools;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.bac.retrieval.Embedder;
import java.time.Duration;
import java.util.List;

/** The choice of tools for every list of tools that some agent has; searching through one is prepared once. */
public final class ToolOffers {
    private static final int MOST_LISTS = 200;
    private static final Duration KEPT = Duration.ofHours(1);

    private final Embedder embedder;
    private final OfferedTools.Limits limits;
    private final Cache<List<Tool>, OfferedTools> lists = Caffeine.newBuilder()
            .maximumSize(MOST_LISTS)
            .expireAfterAccess(KEPT)
            .build();

    /** @param embedder for meaning; {@link Embedder#none()} for wording alone */
    public ToolOffers(Embedder embedder, OfferedTools.Limits limits) {
        this.embedder = embedder;
        this.limits = limits;
    }

    /** Everything, however much it is. */
    public static ToolOffers everything() {
        return new ToolOffers(Embedder.none(), new OfferedTools.Limits(Integer.MAX_VALUE, 1));
    }

    /** For exactly these tools, in this order. */
    public OfferedTools of(List<Tool> tools) {
        return lists.get(tools, list -> new OfferedTools(list, new ToolSearch(list, embedder), limits));
    }
}
