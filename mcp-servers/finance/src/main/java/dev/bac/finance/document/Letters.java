package dev.bac.finance.document;

import java.io.IOException;
import java.text.Bidi;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.pdfbox.pdmodel.font.PDFont;

/**
 * A line as a font draws it: from left to right, in the order in which people read it (UAX #9), with a box for each letter
 * that the font has not.
 *
 * @param drawn what is drawn
 * @param lacking how many boxes are in it
 */
record Letters(String drawn, int lacking) {
    static final String BOX = "\u25A1";

    /** What turns about where it stands in a line from right to left; the JDK knows that, but not into what. */
    private static final Map<String, String> MIRRORED = Map.of(
            "(", ")", ")", "(", "[", "]", "]", "[", "{", "}", "}", "{", "<", ">", ">", "<", "\u00AB", "\u00BB",
            "\u00BB", "\u00AB");

    static Letters of(String text, PDFont font) {
        var drawn = new StringBuilder();
        int lacking = 0;
        for (var cluster : inOrder(plain(text))) {
            if (has(font, cluster)) {
                drawn.append(cluster);
            } else if (cluster.isBlank()) {
                drawn.append(' ');
            } else {
                drawn.append(BOX);
                lacking++;
            }
        }
        return new Letters(drawn.toString(), lacking);
    }

    /** Whether the font draws all of it as it is written. */
    static boolean all(String text, PDFont font) {
        return plain(text)
                .codePoints()
                .allMatch(point -> Character.isWhitespace(point) || has(font, Character.toString(point)));
    }

    private static boolean has(PDFont font, String text) {
        try {
            font.encode(text);
            return true;
        } catch (IllegalArgumentException | IOException e) {
            return false;
        }
    }

    /** Without what is never seen: controls, and marks that would turn amounts about on a paper that is to be paid. */
    private static String plain(String text) {
        return text.codePoints()
                .filter(point -> Character.getType(point) != Character.FORMAT || point == 0x200D)
                .map(point -> Character.isISOControl(point) ? ' ' : point)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    /** What a reader takes for one letter each, from left to right. */
    private static List<String> inOrder(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        var bidi = new Bidi(text, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT);
        var runs = new Integer[bidi.getRunCount()];
        var levels = new byte[runs.length];
        for (int i = 0; i < runs.length; i++) {
            runs[i] = i;
            levels[i] = (byte) bidi.getRunLevel(i);
        }
        Bidi.reorderVisually(levels, 0, runs, 0, runs.length);
        var ordered = new ArrayList<String>();
        for (int run : runs) {
            var clusters = clusters(text.substring(bidi.getRunStart(run), bidi.getRunLimit(run)));
            if (bidi.getRunLevel(run) % 2 == 1) {
                Collections.reverse(clusters);
                clusters.replaceAll(one -> MIRRORED.getOrDefault(one, one));
            }
            ordered.addAll(clusters);
        }
        return ordered;
    }

    private static List<String> clusters(String text) {
        var breaks = BreakIterator.getCharacterInstance(Locale.ROOT);
        breaks.setText(text);
        var clusters = new ArrayList<String>();
        for (int start = breaks.first(), end = breaks.next();
                end != BreakIterator.DONE;
                start = end, end = breaks.next()) {
            clusters.add(text.substring(start, end));
        }
        return clusters;
    }
}
