package dev.bac.retrieval;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Cuts text into comparable words: accents folded, camel case and snake case opened, stemmed. */
public final class Wording {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern CAMEL = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

    private Wording() {}

    /** Lower case without accents; ß, ø and their like become the letters they stand for. */
    public static String fold(String text) {
        var plain = text.replace("ß", "ss")
                .replace("ø", "o")
                .replace("Ø", "O")
                .replace("æ", "ae")
                .replace("Æ", "AE")
                .replace("ł", "l")
                .replace("Ł", "L")
                .replace("đ", "d");
        return MARKS.matcher(Normalizer.normalize(plain, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
    }

    /** The words of a text as written, folded, in order. */
    public static List<String> words(String text) {
        var found = new ArrayList<String>();
        var matcher = WORD.matcher(CAMEL.matcher(text).replaceAll(" "));
        while (matcher.find()) {
            found.add(fold(matcher.group()));
        }
        return found;
    }

    /** The stems of a text's words, in order. */
    public static List<String> stems(String text) {
        return words(text).stream().map(Stemmer::stem).toList();
    }
}
