package dev.bac.mcp.argument;

import dev.bac.mcp.ToolRefusal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds the one record that an argument names. Steps run from the strictest to the loosest: id, number, whole name,
 * beginning of the name, words of it. The first step that finds anything decides: one record is the answer, several are
 * a refusal {@code ambiguous} that lists them. Nothing found is a refusal {@code not_found} with the nearest records;
 * another tenant's records answer the same, since row-level security hides them.
 *
 * <p>A table whose names need no other comparison than lower case is told as a {@link NamedRecord}; stores that compare
 * otherwise (accents, legal forms, e-mail addresses, several tables) bring steps of their own.
 *
 * @param kind what people call the record, such as {@code customer}
 * @param label how a record is told to people, with its number when it has one
 * @param choice how it is told beside others like it: with its number, or else its id
 */
public record Lookup<T>(String kind, Function<T, String> label, Function<T, String> choice) {
    /** The most characters that can name a record. */
    static final int LONGEST = 200;

    private static final int LISTED = 8;
    private static final int SUGGESTED = 5;
    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private static final Pattern FIRST_WORD = Pattern.compile("\\s");

    /** Of records whose label alone tells them apart. */
    public Lookup(String kind, Function<T, String> label) {
        this(kind, label, label);
    }

    /**
     * The record that {@code given} names.
     *
     * @param near records to suggest when there is none, the nearest at the head
     * @throws ToolRefusal {@code ambiguous}, {@code not_found}, or {@code invalid} for an empty or overlong text
     */
    public T one(String field, String given, List<Supplier<List<T>>> steps, Supplier<List<T>> near) {
        var text = Given.line(field, given, LONGEST);
        for (var step : steps) {
            var found = step.get();
            if (found.size() == 1) {
                return found.getFirst();
            }
            if (!found.isEmpty()) {
                throw new ToolRefusal(
                        "ambiguous",
                        "%s: \"%s\" may be %s. Give the number or id of the one you mean, or more of its name."
                                .formatted(field, text, told(found, choice, LISTED)));
            }
        }
        var close = near.get();
        throw ToolRefusal.notFound(
                field,
                kind,
                text,
                close.isEmpty()
                        ? "Nothing is like it; search for it, then give its number or id."
                        : "Did you mean %s?".formatted(told(close, label, SUGGESTED)));
    }

    /** The id in a text that is one. */
    public static Optional<UUID> id(String given) {
        var text = given.strip();
        return ID.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }

    /**
     * The 1001 in {@code opp-1001}, for the prefix {@code OPP}, whatever words follow, as in a label that was suggested;
     * empty when the text begins with no such number.
     */
    public static Optional<Integer> number(String prefix, String given) {
        var text = FIRST_WORD.split(given.strip().toUpperCase(Locale.ROOT), 2)[0];
        var digits = text.startsWith(prefix + "-") ? text.substring(prefix.length() + 1) : "";
        return digits.matches("[0-9]{1,9}") ? Optional.of(Integer.valueOf(digits)) : Optional.empty();
    }

    private String told(List<T> records, Function<T, String> as, int most) {
        var told = records.stream().limit(most).map(as).collect(Collectors.joining("; "));
        return records.size() > most ? told + "; or others" : told;
    }
}
