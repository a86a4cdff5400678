package dev.bac.crm.duplicate;

import java.util.Arrays;
import org.apache.commons.codec.language.DoubleMetaphone;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.jspecify.annotations.Nullable;

/**
 * How well two values of one column agree, both folded ({@link dev.bac.crm.naming.Fold}). Words are compared by
 * Jaro-Winkler (Winkler 1990) and by sound (Double Metaphone, Philips 2000); numbers, dates and codes by the letters
 * that differ, since a digit more or less does not look alike but means something else.
 */
enum Agreement {
    NONE(0),
    /** Like each other, or sounding the same. */
    LIKE(1),
    /** A slip of the pen apart. */
    CLOSE(2),
    SAME(3);

    private static final double ALIKE = 0.80;
    private static final double VERY_ALIKE = 0.92;
    private static final int LONG_CODE = 6;
    private static final JaroWinklerSimilarity WINKLER = new JaroWinklerSimilarity();

    /** 0 for none, one more for each step. */
    final byte level;

    Agreement(int level) {
        this.level = (byte) level;
    }

    /** Null when one of the values is missing: that says nothing. */
    static @Nullable Agreement of(String one, String other) {
        if (one.isEmpty() || other.isEmpty()) {
            return null;
        }
        if (one.equals(other)) {
            return SAME;
        }
        return hasDigit(one) && hasDigit(other) ? ofCodes(one, other) : ofWords(one, other);
    }

    private static Agreement ofCodes(String one, String other) {
        int slips = Slips.between(one, other, 2);
        int longest = Math.max(one.length(), other.length());
        if (slips <= 1 && longest >= 3) {
            return CLOSE;
        }
        return slips <= 2 && longest >= LONG_CODE ? LIKE : NONE;
    }

    private static Agreement ofWords(String one, String other) {
        double likeness = WINKLER.apply(one, other);
        if (likeness >= VERY_ALIKE || (Slips.between(one, other, 1) <= 1 && one.length() > 3)) {
            return CLOSE;
        }
        return likeness >= ALIKE || sound(one).equals(sound(other)) || sameWords(one, other) ? LIKE : NONE;
    }

    private static boolean sameWords(String one, String other) {
        return one.indexOf(' ') > 0 && sorted(one).equals(sorted(other));
    }

    /** The words of a text in alphabetical order. */
    static String sorted(String text) {
        var words = text.split(" ");
        Arrays.sort(words);
        return String.join(" ", words);
    }

    /** How a text sounds in English; the text itself where that says nothing, as in other scripts. */
    static String sound(String text) {
        String code = new DoubleMetaphone().doubleMetaphone(text);
        return code == null || code.isEmpty() ? text : code;
    }

    /** Jaro-Winkler, 0 to 1. */
    static double likeness(String one, String other) {
        return WINKLER.apply(one, other);
    }

    private static boolean hasDigit(String text) {
        return text.chars().anyMatch(Character::isDigit);
    }
}
