package dev.bac.mcp.argument;

import dev.bac.store.Tx;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;

/**
 * An order in which a list is read page by page. A page begins right after the last row of the page before, by that
 * row's sort key, and not after a count of rows: rows that come or go meanwhile make none appear twice or never, and
 * the thousandth page costs what the first does.
 *
 * <p>{@code key} and {@code serial} are SQL over the columns of the list's SELECT, constants of the code, never null,
 * together unique. Both run the same way; a minus turns one of them round.
 *
 * @param name stands in the cursor, so that it is refused in another order
 * @param type the key's SQL type, such as {@code date}
 * @param serial a whole number that orders rows of the same key
 */
public record PageOrder(String name, String key, String type, String serial, boolean ascending) {

    // Not a bare 0, which would be the number of a column.
    private static final String NO_SERIAL = "CAST(0 AS bigint)";

    /** By a key that no two rows share. */
    public static PageOrder ascending(String name, String key, String type) {
        return new PageOrder(name, key, type, NO_SERIAL, true);
    }

    public static PageOrder ascending(String name, String key, String type, String serial) {
        return new PageOrder(name, key, type, serial, true);
    }

    /** By a key that no two rows share, the greatest first. */
    public static PageOrder descending(String name, String key, String type) {
        return new PageOrder(name, key, type, NO_SERIAL, false);
    }

    public static PageOrder descending(String name, String key, String type, String serial) {
        return new PageOrder(name, key, type, serial, false);
    }

    /**
     * Reads a page.
     *
     * @param select SELECT with its conditions, without order
     * @param values binds what {@code select} names
     * @throws dev.bac.mcp.ToolRefusal for a cursor that is none of this order
     */
    public <T> Page<T> read(Tx tx, String select, UnaryOperator<Query> values, PageWanted wanted, RowMapper<T> mapper) {
        var after = PageKey.decoded(wanted.cursor(), name);
        var direction = ascending ? "ASC" : "DESC";
        var query = values.apply(
                tx.sql().createQuery("""
                        SELECT page.*, CAST(%1$s AS text) AS page_key, %2$s AS page_serial FROM (%3$s) AS page %4$s
                         ORDER BY %1$s %5$s, %2$s %5$s LIMIT :page_limit
                        """.formatted(key, serial, select, after == null ? "" : beyond(), direction)));
        if (after != null) {
            query.bind("page_key", after.key()).bind("page_serial", after.serial());
        }
        record Keyed<T>(T item, PageKey key) {}
        // One row more than wanted tells whether there is a next page.
        var found = query.bind("page_limit", wanted.limit() + 1)
                .map((row, context) -> new Keyed<>(
                        mapper.map(row, context),
                        new PageKey(name, row.getString("page_key"), row.getLong("page_serial"))))
                .list();
        boolean more = found.size() > wanted.limit();
        var page = more ? found.subList(0, wanted.limit()) : found;
        return new Page<>(
                page.stream().map(Keyed::item).toList(),
                more ? page.getLast().key().encoded() : null);
    }

    private String beyond() {
        return "WHERE (%s, %s) %s (CAST(:page_key AS %s), :page_serial)"
                .formatted(key, serial, ascending ? ">" : "<", type);
    }
}
