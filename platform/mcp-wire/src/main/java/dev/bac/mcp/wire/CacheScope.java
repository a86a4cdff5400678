package dev.bac.mcp.wire;

/** Who may be served a kept answer. */
public enum CacheScope {
    /** Anybody. */
    PUBLIC,
    /** Whoever came with the same authorization. */
    PRIVATE
}
