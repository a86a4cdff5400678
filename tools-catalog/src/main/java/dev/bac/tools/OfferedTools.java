package dev.bac.tools;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Which tools a model sees in a conversation. All of them, in their fixed order, while their definitions are small; else
 * those that are found for what has been asked for so far. What was offered once stays, in its place, and new ones come
 * after it: vendors keep a prompt only up to its first difference, and the array of tools stands before everything
 * else. The choice is a function of the transcript, so that a conversation taken up again offers the same.
 */
public final class OfferedTools {
    private static final int MOST_REQUESTS = 1_000;

    private final List<Tool> tools;
    private final ToolSearch search;
    private final Limits limits;
    private final boolean all;
    private final Cache<String, List<Tool>> found =
            Caffeine.newBuilder().maximumSize(MOST_REQUESTS).build();

    /**
     * How much is offered.
     *
     * @param maxChars most that all definitions offered may have together, in characters of JSON, about four a token
     * @param each how many tools are looked for at each request
     */
    public record Limits(int maxChars, int each) {}

    /** What happened in a conversation that a tool may be offered for; in its order. */
    public sealed interface Wish {

        /** Somebody asked for something: a person, or the model that looks for a tool. */
        record Request(String text) implements Wish {}

        /** A tool was called by name; it is always offered from then on. */
        record Use(String tool) implements Wish {}
    }

    /** @param search over exactly these tools */
    public OfferedTools(List<Tool> tools, ToolSearch search, Limits limits) {
        this.tools = List.copyOf(tools);
        this.search = search;
        this.limits = limits;
        this.all = tools.stream().mapToLong(OfferedTools::size).sum() <= limits.maxChars();
    }

    /** True when everything is offered. */
    public boolean offersAll() {
        return all;
    }

    /** The tools to offer now; those of a shorter history are the beginning of those of a longer one. */
    public List<Tool> offer(List<Wish> history) {
        if (all) {
            return tools;
        }
        var offered = new LinkedHashSet<Tool>();
        int left = limits.maxChars();
        for (var wish : history) {
            switch (wish) {
                case Wish.Request request -> {
                    for (var tool : find(request.text())) {
                        int size = size(tool);
                        if (!offered.contains(tool) && size <= left) {
                            offered.add(tool);
                            left -= size;
                        }
                    }
                }
                case Wish.Use use ->
                    tools.stream()
                            .filter(tool -> tool.name().equals(use.tool()))
                            .forEach(offered::add);
            }
        }
        return List.copyOf(offered);
    }

    /** The best tools for a request; the same again as long as this is kept, whatever the embedder learns meanwhile. */
    public List<Tool> find(String request) {
        return found.get(request, text -> search.find(text, limits.each()).stream()
                .map(ToolSearch.Found::tool)
                .toList());
    }

    private static int size(Tool tool) {
        return tool.name().length()
                + tool.description().length()
                + tool.inputSchema().toString().length();
    }
}
