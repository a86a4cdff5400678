package dev.bac.llm.routing.task;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What can be counted in a text without understanding it. None of it is of one domain: lengths, numbers, signs, words
 * that tie statements together. Counts are taken by their logarithm, so that a long text is not a hundred times a short
 * one.
 */
public final class Surface {
    /** How many figures there are. */
    public static final int SIZE = 20;

    /** A longer text is judged by its beginning. In characters. */
    private static final int LONGEST = 8_000;

    private static final Pattern WORD = Pattern.compile("[\\p{L}]+");
    private static final Pattern NUMBER = Pattern.compile("\\d[\\d,.]*");
    private static final Pattern SENTENCE = Pattern.compile("[.?!](?=\\s|$)");
    private static final Set<String> REASONING = Set.of(
            "if",
            "then",
            "than",
            "unless",
            "because",
            "therefore",
            "not",
            "all",
            "only",
            "except",
            "between",
            "compare",
            "explain",
            "why",
            "how",
            "prove",
            "derive");
    private static final Set<String> QUANTIFYING = Set.of(
            "more",
            "less",
            "fewer",
            "than",
            "times",
            "twice",
            "half",
            "third",
            "quarter",
            "each",
            "every",
            "per",
            "remaining",
            "rest",
            "left",
            "total",
            "average",
            "if");

    private final double[] figures;

    private Surface(double[] figures) {
        this.figures = figures;
    }

    public static Surface of(String text) {
        return new Surface(figures(text.length() > LONGEST ? text.substring(0, LONGEST) : text));
    }

    /** From figures that were kept; {@link IllegalArgumentException} when there are not {@value #SIZE} of them. */
    public static Surface of(double[] figures) {
        if (figures.length != SIZE) {
            throw new IllegalArgumentException(figures.length + " figures");
        }
        return new Surface(figures.clone());
    }

    /** A copy. */
    public double[] figures() {
        return figures.clone();
    }

    /**
     * How hard the text looks, 0 to 1, by a guess that was fitted to nothing: it only orders requests until outcomes are
     * known.
     */
    public double difficulty() {
        double hard = 0.1
                + 0.2 * Math.min(1, Math.expm1(figures[1]) / 250)
                + 0.3 * Math.min(1, Math.expm1(figures[15]) / 6)
                + 0.15 * Math.min(1, Math.expm1(figures[2]) / 8)
                + 0.15 * Math.min(1, Math.expm1(figures[10]) / 30);
        return Math.min(1, hard);
    }

    private static double[] figures(String text) {
        List<String> found = WORD.matcher(text)
                .results()
                .map(match -> match.group().toLowerCase(Locale.ROOT))
                .toList();
        List<String> digits =
                NUMBER.matcher(text).results().map(match -> match.group()).toList();
        int length = Math.max(1, text.length());
        long sentences = Math.max(1, SENTENCE.matcher(text).results().count());
        int words = found.size();
        double code = signs(text, "{}[]();_\\");
        return new double[] {
            Math.log1p(text.length()),
            Math.log1p(words),
            Math.log1p(digits.size()),
            Math.log1p((double) sentences),
            Math.log1p((double) text.lines().count()),
            words / (double) sentences / 20,
            new HashSet<>(found).size() / (double) Math.max(1, words),
            found.stream().mapToInt(String::length).average().orElse(0),
            Math.log1p(signs(text, "%$€£")),
            Math.log1p(signs(text, "+-*/=^<>")),
            Math.log1p(code),
            Math.log1p(signs(text, "?")),
            Math.log1p(signs(text, ",")),
            10.0 * text.chars().filter(Character::isUpperCase).count() / length,
            10.0 * text.chars().filter(sign -> sign > 127).count() / length,
            Math.log1p(count(found, REASONING)),
            Math.log1p(count(found, QUANTIFYING)),
            Math.log1p((double)
                    digits.stream().filter(number -> number.contains(".")).count()),
            Math.log1p(digits.stream().mapToInt(String::length).max().orElse(0)),
            text.length() / 500.0
        };
    }

    private static int count(List<String> words, Set<String> of) {
        return (int) words.stream().filter(of::contains).count();
    }

    private static double signs(String text, String signs) {
        return text.chars().filter(sign -> signs.indexOf(sign) >= 0).count();
    }
}
