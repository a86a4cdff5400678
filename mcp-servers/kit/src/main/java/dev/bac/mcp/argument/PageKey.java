package dev.bac.mcp.argument;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bac.mcp.ToolRefusal;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a page ended: the sort key of its last record and the record's serial, so that the next page begins right after
 * it however many records came meanwhile. Clients see it as one opaque text.
 *
 * @param sort the order it belongs to; a key of one order is refused in another
 * @param key the last record's sort key as text
 * @param serial breaks ties between equal keys
 */
record PageKey(String sort, String key, long serial) {
    private static final int LONGEST = 1_000;

    /** The opaque text. */
    String encoded() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((sort + "\n" + serial + "\n" + key).getBytes(UTF_8));
    }

    /** Reads a cursor given for the order {@code sort}; null stays null. */
    static @Nullable PageKey decoded(@Nullable String cursor, String sort) {
        if (cursor == null || cursor.isBlank()) {
            return null;
        }
        try {
            if (cursor.length() <= LONGEST) {
                var parts = List.of(new String(Base64.getUrlDecoder().decode(cursor.strip()), UTF_8).split("\n", 3));
                if (parts.size() == 3 && parts.getFirst().equals(sort)) {
                    return new PageKey(sort, parts.get(2), Long.parseLong(parts.get(1)));
                }
            }
        } catch (IllegalArgumentException _) {
            // Not Base64 or not a number: the same refusal as any other text that is no cursor.
        }
        throw ToolRefusal.invalid("cursor", "is not the \"next\" of a list with the same filters and order");
    }
}
