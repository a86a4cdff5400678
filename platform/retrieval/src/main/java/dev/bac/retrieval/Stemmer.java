package dev.bac.retrieval;

import java.util.Map;

/**
 * Cuts English words to a common stem: plurals, -ing, -ed and the commonest noun and adverb endings, after the steps 1
 * to 3 of Porter ("An algorithm for suffix stripping", 1980). Later steps merge words that business keeps apart
 * ("organise" and "organ"), so they are left out.
 */
public final class Stemmer {
    private static final Map<String, String> IRREGULAR = Map.ofEntries(
            Map.entry("people", "person"),
            Map.entry("men", "man"),
            Map.entry("women", "woman"),
            Map.entry("children", "child"),
            Map.entry("sold", "sell"),
            Map.entry("paid", "pay"),
            Map.entry("sent", "send"),
            Map.entry("bought", "buy"),
            Map.entry("made", "make"),
            Map.entry("owing", "owe"),
            Map.entry("news", "news"),
            Map.entry("left", "left"),
            Map.entry("held", "hold"),
            Map.entry("won", "win"),
            Map.entry("lost", "lose"),
            Map.entry("shipped", "ship"),
            Map.entry("shipping", "ship"),
            Map.entry("business", "business"),
            Map.entry("during", "during"),
            Map.entry("analyses", "analysi"),
            Map.entry("indices", "index"));

    private Stemmer() {}

    /** The stem of a folded word; words of three letters or fewer stay. */
    public static String stem(String word) {
        var known = IRREGULAR.get(word);
        if (known != null) {
            return known;
        }
        if (word.length() <= 3 || !word.chars().allMatch(letter -> letter >= 'a' && letter <= 'z')) {
            return word;
        }
        return finalE(endings(past(plural(word))));
    }

    private static String plural(String word) {
        if (word.endsWith("sses")) {
            return cut(word, 2);
        }
        if (word.endsWith("ies")) {
            return word.length() > 4 ? cut(word, 3) + "y" : cut(word, 1);
        }
        if (word.endsWith("xes") || word.endsWith("ches") || word.endsWith("shes")) {
            return cut(word, 2);
        }
        return word.endsWith("s") && !word.endsWith("ss") && !word.endsWith("us") && !word.endsWith("is")
                ? cut(word, 1)
                : word;
    }

    private static String past(String word) {
        if (word.endsWith("eed")) {
            return word;
        }
        if (word.endsWith("ied")) {
            return cut(word, 3) + "y";
        }
        var end = word.endsWith("ed") ? 2 : word.endsWith("ing") ? 3 : 0;
        if (end == 0 || !hasVowel(cut(word, end)) || word.length() - end < 3) {
            return word;
        }
        var base = cut(word, end);
        if (base.endsWith("at") || base.endsWith("bl") || base.endsWith("iz")) {
            return base;
        }
        int last = base.length() - 1;
        boolean doubled = base.charAt(last) == base.charAt(last - 1) && "lsz".indexOf(base.charAt(last)) < 0;
        return doubled ? cut(base, 1) : base;
    }

    private static String endings(String word) {
        if (word.endsWith("ational")) {
            return cut(word, 5);
        }
        if (word.endsWith("ization") && word.length() > 9) {
            return cut(word, 5);
        }
        if (word.endsWith("ation") && word.length() > 7) {
            return cut(word, 3);
        }
        if (word.endsWith("ator") && word.length() > 7) {
            return cut(word, 2);
        }
        if (word.endsWith("fulness") || word.endsWith("iveness")) {
            return cut(word, 4);
        }
        if (word.endsWith("ment") && word.length() > 6) {
            return cut(word, 4);
        }
        return word.endsWith("ly") && word.length() > 5 ? cut(word, 2) : word;
    }

    private static String finalE(String word) {
        if (word.endsWith("y") && word.length() > 3 && "aeiou".indexOf(word.charAt(word.length() - 2)) < 0) {
            return cut(word, 1) + "i";
        }
        return word.endsWith("e") && word.length() > 3 ? cut(word, 1) : word;
    }

    private static boolean hasVowel(String text) {
        return text.chars().anyMatch(letter -> "aeiouy".indexOf(letter) >= 0);
    }

    private static String cut(String word, int letters) {
        return word.substring(0, word.length() - letters);
    }
}
