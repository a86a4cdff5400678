package dev.bac.mcp.wire;

import org.jspecify.annotations.Nullable;

/** Fields that a message must have. */
final class Wanted {
    private Wanted() {}

    /** Jackson passes null to a record for a field that the message lacks. */
    static void here(@Nullable Object value, String field) {
        if (value == null) {
            throw new IllegalArgumentException(field + " is missing");
        }
    }
}
