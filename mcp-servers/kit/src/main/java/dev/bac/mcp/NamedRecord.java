package dev.bac.mcp;

import dev.bac.store.Tx;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds the one record that a text names: by id, else by number, else by its whole name, else by the beginning of its
 * name, else by all the words given. Case does not matter. The first of these steps that finds anything decides: one
 * record is the answer, several are a refusal {@code ambiguous} that lists them. Nothing found is a refusal
 * {@code not_found} with the nearest names; another tenant's records answer the same, since row-level security hides
 * them.
 *
 * @param kind what people call the record, such as {@code customer}
 * @param table a table with a column {@code id}; a constant of the code, never a caller's text
 * @param number SQL of its number as text, such as {@code sku}, or {@code NULL} when it has none
 * @param name SQL of its name
 * @param filter SQL condition that all candidates meet, such as {@code kind = 'customer'}
 */
public record NamedRecord(String kind, String table, String number, String name, String filter) {
    private static final int TEXT = 200;
    private static final int LISTED = 8;
    private static final int WORDS = 8;
    private static final int COMPARED = 2_000;
    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern GAP = Pattern.compile("[^\\p{L}\\p{N}]+");

    private record Candidate(UUID id, String number, String name) {
        @Override
        public String toString() {
            return number.isEmpty() ? name : number + " " + name;
        }
    }

    /** The id of the one record that {@code given} names; {@link ToolRefusal} otherwise. */
    public UUID one(Tx tx, String field, String given) {
        var found = matches(tx, field, given);
        return switch (found.size()) {
            case 0 -> throw ToolRefusal.notFound(field, kind, given.strip(), nearest(tx, given));
            case 1 -> found.getFirst().id();
            default -> throw ambiguous(field, given, found);
        };
    }

    private List<Candidate> matches(Tx tx, String field, String given) {
        var text = Checked.text(field, given, TEXT);
        if (ID.matcher(text).matches()) {
            return select(tx, "id = CAST(:id AS uuid)", Map.of("id", text));
        }
        var lower = text.toLowerCase(Locale.ROOT);
        for (var step : List.of(
                "lower(%s) = :text".formatted(number),
                "lower(%s) = :text".formatted(name),
                "starts_with(lower(%s), :text || ' ')".formatted(name))) {
            var found = select(tx, step, Map.of("text", lower));
            if (!found.isEmpty()) {
                return found;
            }
        }
        return byWords(tx, lower);
    }

    private List<Candidate> byWords(Tx tx, String lower) {
        var words = words(lower);
        if (words.isEmpty()) {
            return List.of();
        }
        var conditions = new ArrayList<String>();
        var values = new java.util.HashMap<String, String>();
        for (var word : words) {
            conditions.add("strpos(lower(%s), :w%d) > 0".formatted(name, values.size()));
            values.put("w" + values.size(), word);
        }
        return select(tx, String.join(" AND ", conditions), values);
    }

    private List<Candidate> select(Tx tx, String condition, Map<String, String> values) {
        return tx.sql()
                .createQuery("SELECT id, coalesce(%s, '') AS number, %s AS name FROM %s WHERE %s AND %s LIMIT %d"
                        .formatted(number, name, table, filter, condition, LISTED + 1))
                .bindMap(values)
                .map((row, _) ->
                        new Candidate(row.getObject("id", UUID.class), row.getString("number"), row.getString("name")))
                .list();
    }

    private ToolRefusal ambiguous(String field, String given, List<Candidate> found) {
        var listed = found.stream()
                .limit(LISTED)
                .map(one -> "%s (id %s)".formatted(one, one.id()))
                .collect(Collectors.joining("; "));
        return new ToolRefusal(
                "ambiguous",
                "%s: \"%s\" may be %s%s. Give the id or more of the name."
                        .formatted(field, given.strip(), listed, found.size() > LISTED ? "; or others" : ""));
    }

    private String nearest(Tx tx, String given) {
        var pairs = pairs(given);
        var near = select(tx, "true ORDER BY name", COMPARED).stream()
                .map(one -> Map.entry(likeness(pairs, pairs(one.name())), one))
                .filter(one -> one.getKey() > 0.3)
                .sorted(Comparator.comparing((Map.Entry<Double, Candidate> one) -> one.getKey())
                        .reversed())
                .limit(5)
                .map(one -> one.getValue().toString())
                .toList();
        return near.isEmpty()
                ? "No name is like it; search for it, or give an id."
                : "Did you mean " + String.join(", ", near) + "?";
    }

    private List<Candidate> select(Tx tx, String tail, int limit) {
        return tx.sql()
                .createQuery("SELECT id, coalesce(%s, '') AS number, %s AS name FROM %s WHERE %s AND %s LIMIT %d"
                        .formatted(number, name, table, filter, tail, limit))
                .map((row, _) ->
                        new Candidate(row.getObject("id", UUID.class), row.getString("number"), row.getString("name")))
                .list();
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

    private static Set<String> pairs(String text) {
        var plain = GAP.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
        var pairs = new HashSet<String>();
        for (int i = 0; i + 2 <= Math.min(plain.length(), TEXT); i++) {
            pairs.add(plain.substring(i, i + 2));
        }
        return pairs;
    }

    /** Overlap of letter pairs, measured by the smaller set: a part of a long name is still like it. */
    private static double likeness(Set<String> one, Set<String> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return 0;
        }
        long shared = one.stream().filter(other::contains).count();
        return (double) shared / Math.min(one.size(), other.size());
    }
}
