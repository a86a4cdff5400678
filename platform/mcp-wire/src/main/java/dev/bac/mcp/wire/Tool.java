package dev.bac.mcp.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A tool as a list shows it. */
public record Tool(
        String name,
        @Nullable String title,
        @Nullable String description,
        ObjectNode inputSchema,
        @Nullable ObjectNode outputSchema,
        @Nullable Annotations annotations,
        @JsonProperty("_meta") @Nullable ObjectNode meta) {

    public Tool {
        Wanted.here(name, "name");
        Wanted.here(inputSchema, "inputSchema");
    }

    /** What a tool says it does: a hint, unless the server is one of ours. */
    public record Annotations(
            @Nullable String title,
            @Nullable Boolean readOnlyHint,
            @Nullable Boolean destructiveHint,
            @Nullable Boolean idempotentHint,
            @Nullable Boolean openWorldHint) {}
}
