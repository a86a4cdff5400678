package dev.bac.tools;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which tools a model sees in a conversation. All of them, in their fixed order, while their definitions are small; else
 * those that are found for what people have said so far. What was offered once stays, in its place, and new ones come
 * after it: vendors keep a prompt only up to its first difference, and the array of tools stands before everything
 * else. The choice is a function of the transcript, so that a conversation taken up again offers the same.
 */
public final class OfferedTools {
    private final List<Tool> tools;
    private final ToolSearch search;
    private final int maxChars;
    private final int each;

    /**
     * @param search over exactly these tools
     * @param maxChars most that all definitions offered may have together, in characters of JSON, about four a token
     * @param each how many tools are looked for at each request
     */
    public OfferedTools(List<Tool> tools, ToolSearch search, int maxChars, int each) {
        this.tools = List.copyOf(tools);
        this.search = search;
        this.maxChars = maxChars;
        this.each = each;
    }

    /**
     * The tools to offer now.
     *
     * @param requests what people have asked for, first one first
     * @param used tools that were called or searched for by name; they are always offered
     */
    public List<Tool> offer(List<String> requests, Set<String> used) {
        if (tools.stream().mapToInt(OfferedTools::size).sum() <= maxChars) {
            return tools;
        }
        var offered = new LinkedHashSet<Tool>();
        int left = maxChars;
        for (var request : requests) {
            for (var found : search.find(request, each)) {
                int size = size(found.tool());
                if (!offered.contains(found.tool()) && size <= left) {
                    offered.add(found.tool());
                    left -= size;
                }
            }
        }
        tools.stream().filter(tool -> used.contains(tool.name())).forEach(offered::add);
        return List.copyOf(offered);
    }

    private static int size(Tool tool) {
        return tool.name().length()
                + tool.description().length()
                + tool.inputSchema().toString().length();
    }
}
