package dev.bac.erp.item;

import dev.bac.mcp.argument.Given;
import dev.bac.mcp.argument.NamedRecord;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Which items a text means: those whose id or SKU it is, or whose name and category hold all its words. No text means
 * all items.
 *
 * @param where SQL over the table {@code item} under the alias {@code i}
 */
public record ItemMatch(
        String where, List<String> words, @Nullable String text) {

    public static ItemMatch of(String field, @Nullable String given) {
        if (given == null) {
            return new ItemMatch("true", List.of(), null);
        }
        var text = Given.text(field, given, 200).toLowerCase(Locale.ROOT);
        var words = NamedRecord.words(text);
        var all = new StringJoiner(" AND ");
        for (int i = 0; i < words.size(); i++) {
            all.add("strpos(lower(i.name || ' ' || i.category), :w%d) > 0".formatted(i));
        }
        return new ItemMatch(
                "(lower(i.sku) = :text OR CAST(i.id AS text) = :text%s)"
                        .formatted(words.isEmpty() ? "" : " OR (" + all + ")"),
                words,
                text);
    }

    /** Gives the query the values that {@link #where} names. */
    public Query bind(Query query) {
        if (text != null) {
            query.bind("text", text);
        }
        for (int i = 0; i < words.size(); i++) {
            query.bind("w" + i, words.get(i));
        }
        return query;
    }
}
