package dev.bac.crm.naming;

import java.util.HashSet;
import java.util.Set;

/** Likeness of two texts by the three-letter pieces they share, as PostgreSQL's pg_trgm measures it. */
final class Trigrams {
    private Trigrams() {}

    /** 1 for equal texts, 0 for texts without a common piece. */
    static double alike(String one, String other) {
        Set<String> common = of(one);
        Set<String> all = of(other);
        int sum = common.size() + all.size();
        common.retainAll(all);
        return sum == common.size() ? 1 : (double) common.size() / (sum - common.size());
    }

    private static Set<String> of(String text) {
        var pieces = new HashSet<String>();
        for (String word : text.split(" ")) {
            String padded = "  " + word + " ";
            for (int i = 0; i + 3 <= padded.length(); i++) {
                pieces.add(padded.substring(i, i + 3));
            }
        }
        return pieces;
    }
}
