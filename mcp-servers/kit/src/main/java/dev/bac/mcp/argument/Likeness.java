package dev.bac.mcp.argument;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * How much alike two names look: the share of letter pairs they have in common, measured by the smaller set, so that a
 * part of a long name is like it.
 */
public final class Likeness {
    private static final double ENOUGH = 0.3;
    private static final Pattern GAP = Pattern.compile("[^\\p{L}\\p{N}]+");

    private Likeness() {}

    /** The records whose names are like {@code given}, the most alike at the head, at most {@code most}. */
    public static <T> List<T> nearest(String given, List<T> records, Function<T, String> name, int most) {
        var wanted = pairs(given);
        return records.stream()
                .map(one -> Map.entry(alike(wanted, pairs(name.apply(one))), one))
                .filter(one -> one.getKey() > ENOUGH)
                .sorted(Comparator.comparing((Map.Entry<Double, T> one) -> one.getKey())
                        .reversed())
                .limit(most)
                .map(Map.Entry::getValue)
                .toList();
    }

    private static Set<String> pairs(String text) {
        var plain = GAP.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
        var pairs = new HashSet<String>();
        for (int i = 0; i + 2 <= Math.min(plain.length(), Lookup.LONGEST); i++) {
            pairs.add(plain.substring(i, i + 2));
        }
        return pairs;
    }

    private static double alike(Set<String> one, Set<String> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return 0;
        }
        long shared = one.stream().filter(other::contains).count();
        return (double) shared / Math.min(one.size(), other.size());
    }
}
