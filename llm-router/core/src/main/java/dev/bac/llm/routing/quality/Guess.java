package dev.bac.llm.routing.quality;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How well a model is likely to do before anything is known of it: no vendor's claim and no benchmark, only what buyers
 * believe, that a dearer model is the better one, and that the difference shows in hard requests. Outcomes replace it.
 */
public final class Guess {
    /** Billions of weights in a local model's name, such as {@code llama3.3:70b}. */
    private static final Pattern WEIGHTS = Pattern.compile("(?<![\\d.])(\\d{1,4}(?:\\.\\d+)?)b\\b");

    private static final double UNKNOWN = 0.5;

    private Guess() {}

    /**
     * The expected score.
     *
     * @param worth the price of a million tokens written, in US dollars, or what {@link #worth} makes of a name
     * @param difficulty 0 to 1
     */
    public static double score(double worth, double difficulty) {
        return 1 / (1 + Math.exp(-(2.2 + 1.6 * Math.log10(worth + 0.02) - 4 * difficulty)));
    }

    /** What a model without a price would cost about, judged by its size; hosted ones of 8 and 70 billion cost 0.2 and 1.4. */
    public static double worth(String name) {
        Matcher weights = WEIGHTS.matcher(name);
        return weights.find() ? 0.03 * Math.pow(Double.parseDouble(weights.group(1)), 0.9) : UNKNOWN;
    }
}
