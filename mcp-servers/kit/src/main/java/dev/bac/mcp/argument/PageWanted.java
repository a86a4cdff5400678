package dev.bac.mcp.argument;

import org.jspecify.annotations.Nullable;

/**
 * The page of a list that is asked for.
 *
 * @param limit rows, 1 to 200
 * @param cursor the {@code next} of an earlier answer; null for the first page
 */
public record PageWanted(int limit, @Nullable String cursor) {

    /** Reads {@code limit} and {@code cursor} as a tool was given them; {@code standard} rows when none are told. */
    public static PageWanted of(@Nullable Integer limit, @Nullable String cursor, int standard) {
        return new PageWanted(Given.rows(limit, standard), cursor == null || cursor.isBlank() ? null : cursor.strip());
    }
}
