package dev.bac.mcp;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Finds the one record an argument names. Steps run from the strictest to the loosest (id, number, exact name, part of
 * a name); the first that finds anything decides.
 *
 * @param field the argument's name
 * @param kind what is looked for, such as {@code account}
 * @param label how a record is told to people, with its number
 */
public record Lookup<T>(String field, String kind, Function<T, String> label) {
    private static final int SHOWN = 5;

    /**
     * The record that {@code given} names.
     *
     * @param near records to suggest when there is none
     * @throws ToolRefusal {@code ambiguous} with the candidates, or {@code not_found} with near matches
     */
    public T one(String given, List<Supplier<List<T>>> steps, Supplier<List<T>> near) {
        for (var step : steps) {
            List<T> found = step.get();
            if (found.size() == 1) {
                return found.getFirst();
            }
            if (!found.isEmpty()) {
                throw new ToolRefusal(
                        "ambiguous",
                        "%s: \"%s\" names several: %s. Give the number of the one you mean."
                                .formatted(field, given, tell(found)));
            }
        }
        List<T> close = near.get();
        throw ToolRefusal.notFound(
                field,
                kind,
                given,
                close.isEmpty() ? "Search first, then give its number." : "Near: " + tell(close) + ".");
    }

    private String tell(List<T> found) {
        String shown = found.stream().limit(SHOWN).map(label).collect(Collectors.joining("; "));
        return found.size() > SHOWN ? shown + "; …" : shown;
    }
}
