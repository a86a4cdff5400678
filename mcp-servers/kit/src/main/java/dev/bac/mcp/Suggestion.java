package dev.bac.mcp;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The known name that was probably meant, by edit distance (Levenshtein). */
final class Suggestion {
    private Suggestion() {}

    static Optional<String> of(String given, Collection<String> known) {
        String start = given.length() > 64 ? given.substring(0, 64) : given;
        return known.stream()
                .filter(name -> distance(start, name) <= Math.max(2, name.length() / 3))
                .min(Comparator.comparingInt(name -> distance(start, name)));
    }

    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int change = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
