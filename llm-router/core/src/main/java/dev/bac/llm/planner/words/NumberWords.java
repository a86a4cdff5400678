package dev.bac.llm.planner.words;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Numbers written as words: "ten", "twenty-five", "three hundred and twelve", "a dozen". */
public final class NumberWords {
    private static final Map<String, Integer> SMALL = small();
    private static final Map<String, Long> SCALES = Map.of(
            "thousand",
            1_000L,
            "million",
            1_000_000L,
            "billion",
            1_000_000_000L,
            "bn",
            1_000_000_000L,
            "mn",
            1_000_000L);
    private static final Map<String, Integer> ORDINALS = ordinals();

    private NumberWords() {}

    /** A number found at the head of a list of words, and how many words it took. */
    public record Found(BigDecimal value, int words) {}

    /** What "thousand", "million" … multiply by. */
    public static Optional<Long> scale(String word) {
        return Optional.ofNullable(SCALES.get(word));
    }

    /** "second" is 2; words to twelfth, and "last" is −1. */
    public static Optional<Integer> ordinal(String word) {
        return Optional.ofNullable(ORDINALS.get(word));
    }

    /** Reads a number that begins with the first of the words. */
    public static Optional<Found> read(List<String> words) {
        long total = 0;
        long part = 0;
        int used = 0;
        int at = 0;
        while (at < words.size() && at < 12) {
            var word = words.get(at);
            var small = SMALL.get(word);
            var scale = SCALES.get(word);
            if (small != null) {
                boolean continues = used == 0 || part % 100 == 0 || (part % 10 == 0 && small < 10 && part % 100 >= 20);
                if (!continues) {
                    break;
                }
                part += small;
            } else if (word.equals("hundred") && used > 0) {
                part = Math.max(1, part) * 100;
            } else if (scale != null && used > 0) {
                total += Math.max(1, part) * scale;
                part = 0;
            } else if (!(used > 0
                    && (word.equals("-") || (word.equals("and") && part % 100 == 0 && part + total > 0)))) {
                break;
            } else {
                at++;
                continue;
            }
            at++;
            used = at;
        }
        return used == 0 ? Optional.empty() : Optional.of(new Found(BigDecimal.valueOf(total + part), used));
    }

    private static Map<String, Integer> small() {
        var small = new HashMap<String, Integer>();
        for (var line : Lexicon.lines("number-words.txt")) {
            var pair = line.split(" ");
            small.put(pair[0], Integer.valueOf(pair[1]));
        }
        return small;
    }

    private static Map<String, Integer> ordinals() {
        var words = List.of(
                "first",
                "second",
                "third",
                "fourth",
                "fifth",
                "sixth",
                "seventh",
                "eighth",
                "ninth",
                "tenth",
                "eleventh",
                "twelfth");
        var ordinals = new HashMap<String, Integer>();
        words.forEach(word -> ordinals.put(word, words.indexOf(word) + 1));
        ordinals.put("last", -1);
        return ordinals;
    }
}
