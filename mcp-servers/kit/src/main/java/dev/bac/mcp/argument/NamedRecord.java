package dev.bac.mcp.argument;

import dev.bac.store.Tx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A table whose rows people name, and the {@link Lookup} in it: by id, by number, by the whole name, by the beginning of
 * the name, by all the words given. Case does not matter.
 *
 * @param kind what people call the record, such as {@code customer}
 * @param table a table with a column {@code id}; a constant of the code, never a caller's text
 * @param number SQL of its number as text, such as {@code sku}, or {@code NULL::text} when it has none
 * @param name SQL of its name
 * @param filter SQL condition that all candidates meet, such as {@code kind = 'customer'}
 */
public record NamedRecord(String kind, String table, String number, String name, String filter) {
    private static final int CANDIDATES = 9;
    private static final int WORDS = 8;
    private static final int COMPARED = 2_000;
    private static final int NEAR = 5;
    private static final Pattern GAP = Pattern.compile("[^\\p{L}\\p{N}]+");

    private record Candidate(UUID id, String number, String name) {
        String label() {
            return number.isEmpty() || number.equals(name) ? name : number + " " + name;
        }

        String choice() {
            return number.isEmpty() ? "%s (id %s)".formatted(name, id) : label();
        }
    }

    /** The id of the one record that {@code given} names; {@link dev.bac.mcp.ToolRefusal} otherwise. */
    public UUID one(Tx tx, String field, String given) {
        var text = given.strip().toLowerCase(Locale.ROOT);
        var id = Lookup.id(given);
        var lookup = new Lookup<>(kind, Candidate::label, Candidate::choice);
        if (id.isPresent()) {
            return lookup.one(
                            field,
                            given,
                            List.of(() -> select(tx, "id = CAST(:text AS uuid)", Map.of("text", text), CANDIDATES)),
                            List::of)
                    .id();
        }
        return lookup.one(
                        field,
                        given,
                        List.of(
                                () -> matching(tx, "lower(%s) = :text".formatted(number), text),
                                () -> matching(tx, "lower(%s) = :text".formatted(name), text),
                                () -> matching(tx, "starts_with(lower(%s), :text || ' ')".formatted(name), text),
                                () -> byWords(tx, text)),
                        () -> nearest(tx, given))
                .id();
    }

    /** The words of a text, lower case, a plural's last s taken off: "LED panels" finds "LED panel 60x60". */
    public static List<String> words(String text) {
        return GAP.splitAsStream(text.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .map(word -> word.length() > 3 && word.endsWith("s") && !word.endsWith("ss")
                        ? word.substring(0, word.length() - 1)
                        : word)
                .limit(WORDS)
                .toList();
    }

    private List<Candidate> byWords(Tx tx, String text) {
        var conditions = new ArrayList<String>();
        var values = new HashMap<String, String>();
        for (var word : words(text)) {
            conditions.add("strpos(lower(%s), :w%d) > 0".formatted(name, values.size()));
            values.put("w" + values.size(), word);
        }
        return conditions.isEmpty() ? List.of() : select(tx, String.join(" AND ", conditions), values, CANDIDATES);
    }

    private List<Candidate> matching(Tx tx, String condition, String text) {
        return select(tx, condition, Map.of("text", text), CANDIDATES);
    }

    private List<Candidate> nearest(Tx tx, String given) {
        return Likeness.nearest(given, select(tx, "true", Map.of(), COMPARED), Candidate::name, NEAR);
    }

    private List<Candidate> select(Tx tx, String condition, Map<String, String> values, int most) {
        return tx.sql()
                .createQuery(
                        "SELECT id, coalesce(%s, '') AS number, %s AS name FROM %s WHERE %s AND %s ORDER BY 3, 1 LIMIT %d"
                                .formatted(number, name, table, filter, condition, most))
                .bindMap(values)
                .map((row, _) ->
                        new Candidate(row.getObject("id", UUID.class), row.getString("number"), row.getString("name")))
                .list();
    }
}
