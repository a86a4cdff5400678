package dev.bac.agents.format;

import java.util.Collection;
import java.util.Comparator;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Guesses what somebody meant to write. */
final class Suggestion {
    private static final int FARTHEST = 3;
    private static final LevenshteinDistance DISTANCE = new LevenshteinDistance(FARTHEST);

    private Suggestion() {}

    /** {@code ; did you mean "tools"?}, or nothing when nothing is near. */
    static String among(String written, Collection<String> known) {
        if (written.length() > 60) {
            return "";
        }
        return known.stream()
                .filter(one -> distance(written, one) >= 0
                        && distance(written, one) <= Math.max(1, Math.min(FARTHEST, written.length() / 2)))
                .min(Comparator.comparingInt(one -> distance(written, one)))
                .map(one -> "; did you mean \"" + one + "\"?")
                .orElse("");
    }

    private static int distance(String a, String b) {
        return DISTANCE.apply(a, b);
    }
}
