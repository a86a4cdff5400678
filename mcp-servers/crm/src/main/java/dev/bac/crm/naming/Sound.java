package dev.bac.crm.naming;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.commons.codec.language.DoubleMetaphone;

/** How names sound in English (Double Metaphone, Philips 2000), word by word in alphabetical order. */
public final class Sound {
    private static final int MOST_WORDS = 6;

    private Sound() {}

    /** {@code jn sm0} for John Smith, Jon Smyth and Smith, John; words of other scripts stand for themselves. */
    public static String of(String name) {
        var metaphone = new DoubleMetaphone();
        return Arrays.stream(Fold.of(name).split(" "))
                .limit(MOST_WORDS)
                .map(word -> {
                    String code = metaphone.doubleMetaphone(word);
                    return code == null || code.isEmpty() ? word : code.toLowerCase(Locale.ROOT);
                })
                .sorted()
                .collect(Collectors.joining(" "));
    }
}
