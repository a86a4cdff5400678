package dev.bac.crm.naming;

import dev.bac.mcp.argument.Likeness;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Text as it is compared: lower case, without accents and punctuation, words one blank apart. */
public final class Fold {
    private static final int MOST_WORDS = 8;
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern PHONE = Pattern.compile("[+()0-9 ./-]{6,}");
    /** Legal forms that people leave out when they name a company. */
    private static final Set<String> LEGAL_FORMS = Set.of(
            "ab",
            "ag",
            "bv",
            "co",
            "company",
            "corp",
            "corporation",
            "gmbh",
            "inc",
            "kg",
            "limited",
            "llc",
            "llp",
            "ltd",
            "nv",
            "oy",
            "plc",
            "sa",
            "sarl",
            "sas",
            "se",
            "spa",
            "srl",
            "the");

    private Fold() {}

    /** Folded text; empty when {@code text} holds neither letter nor digit. */
    public static String of(String text) {
        String plain =
                MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
        String lower = plain.toLowerCase(Locale.ROOT).replace("ß", "ss");
        return BETWEEN_WORDS.matcher(lower).replaceAll(" ").strip();
    }

    /** A folded company name without its legal form: {@code Acme GmbH & Co. KG} is {@code acme}. */
    public static String core(String name) {
        String folded = of(name);
        String core = Arrays.stream(folded.split(" "))
                .filter(word -> !LEGAL_FORMS.contains(word))
                .collect(Collectors.joining(" "));
        return core.isEmpty() ? folded : core;
    }

    /** What a record is searched by. */
    public static String search(@Nullable String... parts) {
        return Stream.of(parts)
                .filter(part -> part != null)
                .map(part -> PHONE.matcher(part).matches() ? part.replaceAll("[^0-9]", "") : of(part))
                .collect(Collectors.joining(" "));
    }

    /**
     * A tsquery for records that hold every word, or its beginning; of a long text the first {@value #MOST_WORDS} words
     * count. Empty when there is no word in it.
     */
    public static String query(String given) {
        return words(search(given)).map(word -> word + ":*").collect(Collectors.joining(" & "));
    }

    /** A tsquery for records that hold a word beginning like one of these: what someone may have meant. */
    public static String nearQuery(String given) {
        return words(search(given))
                .map(word -> word.substring(0, Math.min(3, word.length())) + ":*")
                .distinct()
                .collect(Collectors.joining(" | "));
    }

    /** The records most like {@code given}, best first, at most {@code limit}. */
    public static <T> List<T> nearest(String given, List<T> records, Function<T, String> name, int limit) {
        return Likeness.nearest(of(given), records, one -> of(name.apply(one)), limit);
    }

    /** Those of the records whose names hold every word of {@code given}, or its beginning. */
    public static <T> List<T> holding(String given, List<T> records, Function<T, String> name) {
        var wanted = words(of(given)).toList();
        return records.stream()
                .filter(one -> {
                    var held = words(of(name.apply(one))).toList();
                    return wanted.stream().allMatch(word -> held.stream().anyMatch(other -> other.startsWith(word)));
                })
                .toList();
    }

    private static Stream<String> words(String folded) {
        return Arrays.stream(folded.split(" ")).filter(word -> !word.isEmpty()).limit(MOST_WORDS);
    }
}
