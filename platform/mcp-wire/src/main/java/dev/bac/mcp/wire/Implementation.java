package dev.bac.mcp.wire;

import org.jspecify.annotations.Nullable;

/** Who a client or server says it is. It is not checked by anybody: for display and logs only. */
public record Implementation(
        String name,
        @Nullable String title,
        String version,
        @Nullable String description,
        @Nullable String websiteUrl) {

    public Implementation {
        Wanted.here(name, "name");
        Wanted.here(version, "version");
    }

    public static Implementation of(String name, String version) {
        return new Implementation(name, null, version, null, null);
    }
}
