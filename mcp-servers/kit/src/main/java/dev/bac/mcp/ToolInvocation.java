package dev.bac.mcp;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * One call of a tool, apart from who makes it and how it came.
 *
 * @param arguments as the client sent them; may hold {@code idempotency_key} and {@code dry_run} for a tool that writes
 * @param key idempotency key; goes before the argument of that meaning
 * @param grant signed proof that a person agreed to exactly this call
 * @param dryRun true to see what would happen; goes together with the argument of that meaning
 */
public record ToolInvocation(
        String tool, ObjectNode arguments, Optional<String> key, Optional<String> grant, boolean dryRun) {

    /** A plain call. */
    public static ToolInvocation of(String tool, ObjectNode arguments) {
        return new ToolInvocation(tool, arguments, Optional.empty(), Optional.empty(), false);
    }

    /** This call with a grant. */
    public ToolInvocation granted(String proof) {
        return new ToolInvocation(tool, arguments, key, Optional.of(proof), dryRun);
    }

    /** This call under an idempotency key. */
    public ToolInvocation keyed(String other) {
        return new ToolInvocation(tool, arguments, Optional.of(other), grant, dryRun);
    }
}
