package dev.bac.mcp;

/** How a result is written for a model to read; the structured content is the same in all. */
enum ResponseFormat {
    /** As {@link #DETAILED} while that stays within about 4,000 tokens, else as {@link #CONCISE}. */
    FITTING,
    /**
     * Rows without their repeated names, {@code {"columns": […], "rows": [[…], …]}}, and without ids where a number or a
     * name stands beside.
     */
    CONCISE,
    /** Each row with its names. */
    DETAILED
}
