package dev.bac.mcp;

import org.jspecify.annotations.Nullable;

/**
 * The part of a list that is asked for. Its cursor is opaque to callers and carries no right to anything.
 *
 * @param limit rows, 1 to {@value #MOST}
 * @param offset rows to skip, at most {@value #DEEPEST}
 */
public record Paging(int limit, int offset) {
    public static final int MOST = 200;
    public static final int DEEPEST = 100_000;
    private static final String MARK = "after-";

    /** Reads {@code limit} and {@code cursor} as a tool was given them. */
    public static Paging of(@Nullable Integer limit, @Nullable String cursor, int standard) {
        int rows = limit == null ? standard : limit;
        if (rows < 1 || rows > MOST) {
            throw ToolRefusal.invalid("limit", "give 1 to " + MOST);
        }
        return new Paging(rows, cursor == null || cursor.isBlank() ? 0 : offset(cursor.strip()));
    }

    /** The cursor of the following part, or null when {@code total} rows end within this one. */
    public @Nullable String next(long total) {
        long after = (long) offset + limit;
        return after < total && after <= DEEPEST ? MARK + after : null;
    }

    private static int offset(String cursor) {
        if (!cursor.matches(MARK + "[0-9]{1,6}")) {
            throw ToolRefusal.invalid(
                    "cursor", "is none of ours; give the \"next\" of an earlier answer or leave it out");
        }
        int offset = Integer.parseInt(cursor.substring(MARK.length()));
        if (offset > DEEPEST) {
            throw ToolRefusal.invalid("cursor", "lists end after " + DEEPEST + " rows; narrow the search");
        }
        return offset;
    }
}
