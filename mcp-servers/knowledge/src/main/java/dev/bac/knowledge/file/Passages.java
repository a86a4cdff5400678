package dev.bac.knowledge.file;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Cuts sections into passages of at most {@value #LONGEST} characters, at the ends of paragraphs where that is possible,
 * else of sentences, else of words. No passage crosses a section, so that each has one place to cite.
 */
final class Passages {
    static final int LONGEST = 1_200;
    private static final Pattern PARAGRAPH = Pattern.compile("\\R\\s*\\R");
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}&&[^\\s]]");

    private Passages() {}

    static List<Passage> of(List<Section> sections) {
        var passages = new ArrayList<Passage>();
        for (var section : sections) {
            for (var text : cut(section.text())) {
                passages.add(new Passage(passages.size() + 1, plain(section.place()), text));
            }
        }
        return passages;
    }

    private static List<String> cut(String section) {
        var texts = new ArrayList<String>();
        var open = new StringBuilder();
        for (var paragraph : PARAGRAPH.split(section)) {
            for (var piece : pieces(plain(paragraph))) {
                if (!open.isEmpty() && open.length() + 1 + piece.length() > LONGEST) {
                    texts.add(open.toString());
                    open.setLength(0);
                }
                if (!piece.isEmpty()) {
                    open.append(open.isEmpty() ? "" : "\n").append(piece);
                }
            }
        }
        if (!open.isEmpty()) {
            texts.add(open.toString());
        }
        return texts;
    }

    /** A paragraph, or its sentences when it is too long, or their parts. */
    private static List<String> pieces(String paragraph) {
        if (paragraph.length() <= LONGEST) {
            return List.of(paragraph);
        }
        var pieces = new ArrayList<String>();
        var sentences = BreakIterator.getSentenceInstance(Locale.ROOT);
        sentences.setText(paragraph);
        int from = 0;
        for (int to = sentences.next(); to != BreakIterator.DONE; to = sentences.next()) {
            String sentence = paragraph.substring(from, to).strip();
            while (sentence.length() > LONGEST) {
                int blank = sentence.lastIndexOf(' ', LONGEST);
                int end = blank > 0 ? blank : whole(sentence);
                pieces.add(sentence.substring(0, end));
                sentence = sentence.substring(end).strip();
            }
            pieces.add(sentence);
            from = to;
        }
        return pieces;
    }

    /** Where a text without blanks may be cut: not between the two halves of one character. */
    private static int whole(String text) {
        return Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    }

    private static String plain(String text) {
        return BLANKS.matcher(UNPRINTABLE.matcher(text).replaceAll(""))
                .replaceAll(" ")
                .strip();
    }
}
