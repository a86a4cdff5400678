package dev.bac.mcp;

import java.util.Arrays;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which of the tools that a caller may call a request wants to see and call. It only ever takes away: what the caller
 * may not call, no selection gives.
 *
 * @param wanted names of tools and of toolsets; empty for all. A toolset is what tools' names begin with, up to an
 *     underscore: {@code finance}, {@code finance_invoice}
 * @param unwanted the same, taken away whatever is wanted
 * @param readOnly true to leave out whatever writes
 * @param everything true to see the toolsets too that a server lists only when asked for
 */
public record ToolSelection(Set<String> wanted, Set<String> unwanted, boolean readOnly, boolean everything) {
    /** Everything. */
    public static final ToolSelection ALL = new ToolSelection(Set.of(), Set.of(), false, true);

    private static final int MOST_NAMES = 200;
    private static final String EVERYTHING = "all";

    public ToolSelection {
        wanted = Set.copyOf(wanted);
        unwanted = Set.copyOf(unwanted);
    }

    /**
     * As a request's headers say: {@code X-MCP-Toolsets}, {@code X-MCP-Tools}, {@code X-MCP-Exclude-Tools} with names
     * between commas, at most 200 each, and {@code X-MCP-Readonly: true}.
     *
     * @param header gives a header's value, or null
     * @param readOnly what the address says; no header makes it writable
     */
    public static ToolSelection of(UnaryOperator<@Nullable String> header, boolean readOnly) {
        var wanted = new java.util.HashSet<>(names(header.apply("X-MCP-Toolsets")));
        wanted.addAll(names(header.apply("X-MCP-Tools")));
        boolean everything = wanted.contains(EVERYTHING);
        String reads = header.apply("X-MCP-Readonly");
        return new ToolSelection(
                everything ? Set.of() : wanted,
                names(header.apply("X-MCP-Exclude-Tools")),
                readOnly || "true".equalsIgnoreCase(reads == null ? "" : reads.strip()),
                everything);
    }

    private static Set<String> names(@Nullable String list) {
        return list == null
                ? Set.of()
                : Arrays.stream(list.split(",", MOST_NAMES + 1))
                        .limit(MOST_NAMES)
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** True when the request asks for the tool by its own name or its toolset's, not merely for whatever there is. */
    public boolean asksFor(Tool<?, ?> tool) {
        return everything || named(wanted, tool.name());
    }

    /** True when the request may see and call the tool. */
    public boolean admits(Tool<?, ?> tool) {
        return (!readOnly || tool.effect() == Effect.READ)
                && (wanted.isEmpty() || named(wanted, tool.name()))
                && !named(unwanted, tool.name());
    }

    private static boolean named(Set<String> names, String tool) {
        return names.stream().anyMatch(name -> tool.equals(name) || tool.startsWith(name + "_"));
    }
}
