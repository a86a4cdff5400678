package dev.bac.llm.planner.spans;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Names of goods that hold numbers of their own: "100 packs of Paracetamol 500 mg, 20 tablets". Those numbers are neither
 * quantities nor prices. Where no quantity stands right before the name, only a strength counts as a piece of it: "sell
 * Globex 500 kg" names a customer and how much.
 */
final class Measured {
    private static final String NUMBER = "\\d+(?:[.,]\\d+)?";
    private static final String STRENGTHS = "(?:\\s+" + NUMBER + "\\s?(?:mg|mcg|µg|IU)\\b(?:/\\s?\\p{L}+)?){1,4}";
    private static final String SIZES = "(?:\\s+" + NUMBER
            + "\\s?(?:(?:mg|mcg|µg|IU|g|kg|ml|cl|l|mm|cm|m|inch|W|kW|V|A|Ah|mAh|Hz|MB|GB|TB)\\b|%)){1,4}";
    private static final String PACKED = "(?:,?\\s+(?:pack of )?\\d+\\s?"
            + "(?:tablets|capsules|pills|sachets|ampoules|vials|doses|pieces|pcs|sheets|bags|bottles|strips)\\b)?";

    /** So far before a name its quantity is looked for, in characters. */
    private static final int BEFORE = 60;

    private static final Pattern AFTER_COUNT = Pattern.compile(SIZES + PACKED);
    private static final Pattern AFTER_NAME = Pattern.compile(STRENGTHS + PACKED);
    private static final Pattern COUNTED =
            Pattern.compile("(?<![\\p{L}\\d.,-])" + NUMBER + "\\s+(?:\\p{L}+\\s+of\\s+)?$");
    private static final Pattern COUNT = Pattern.compile(NUMBER + "\\s+");
    private static final Pattern HEAD = Pattern.compile("\\p{L}[^,.;:!?]*?(?=\\s+\\d)");

    private Measured() {}

    /** @param named names and noun groups of a text */
    static List<Span> in(String text, List<Span> named) {
        var found = new ArrayList<Span>();
        for (var span : named) {
            var count = COUNT.matcher(text).region(span.start(), text.length());
            int start = Math.min(span.end(), count.lookingAt() ? count.end() : span.start());
            var head = HEAD.matcher(text).region(start, span.end()).useTransparentBounds(true);
            if (!head.lookingAt()) {
                continue;
            }
            boolean counted = COUNTED.matcher(text.substring(Math.max(0, start - BEFORE), start))
                    .find();
            var measures = (counted ? AFTER_COUNT : AFTER_NAME).matcher(text).region(head.end(), text.length());
            if (measures.lookingAt()) {
                var whole = text.substring(start, measures.end());
                found.add(new Span(start, measures.end(), whole, new Value.Name(whole)));
            }
        }
        return found.stream().distinct().toList();
    }

    /** Whether a piece is only a part of one of those names, and no value of its own. */
    static boolean inside(Span piece, List<Span> measured) {
        return measured.stream().anyMatch(name -> !name.equals(piece) && name.overlaps(piece) && part(piece, name));
    }

    /** A noun group may begin with the quantity: "100 paracetamol 500 mg". */
    private static boolean part(Span piece, Span name) {
        boolean within = piece.start() >= name.start() && piece.end() <= name.end();
        return within || piece.value() instanceof Value.Phrase || piece.value() instanceof Value.Numbers;
    }
}
