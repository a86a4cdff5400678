package dev.bac.crm.mark;

import dev.bac.mcp.ToolRefusal;
import org.jspecify.annotations.Nullable;

/** Keeps who changes a record from writing over a change that they have not seen. */
public final class Versions {
    private Versions() {}

    /**
     * @param label of the record, which the transaction holds
     * @param now its version
     * @param seen the version that whoever changes it has read; null when they do not mind
     * @throws ToolRefusal {@code conflict} when they differ
     */
    public static void check(String label, int now, @Nullable Integer seen) {
        if (seen != null && seen != now) {
            throw new ToolRefusal(
                    "conflict",
                    "version: %s is at version %d, not %d: somebody changed it meanwhile. Read it again, then give version %d."
                            .formatted(label, now, seen, now));
        }
    }
}
