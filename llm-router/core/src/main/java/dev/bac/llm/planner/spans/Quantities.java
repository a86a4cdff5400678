package dev.bac.llm.planner.spans;

import dev.bac.llm.planner.words.Lexicon;
import dev.bac.llm.planner.words.NumberWords;
import dev.bac.llm.planner.words.Sentence;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Plain numbers, percentages and lists of numbers. */
final class Quantities {
    private static final String SIGNED = "(?<![\\p{L}\\d.,-])(-?" + Numerals.NUMERAL + ")";
    private static final Pattern NUMBER = Pattern.compile(
            SIGNED + "(?:\\s?(k|thousand|million|billion)\\b|(%|\\s?percent\\b)|(\\p{L}+[²³]?(?:/\\p{L}+)?))?");
    private static final Pattern LIST = Pattern.compile(
            "[\\[({]\\s*(-?[\\d.]+(?:\\s*,\\s*-?[\\d.]+)+)\\s*[\\])}]|(?<![\\d.,])(-?\\d+(?:\\.\\d+)?(?:, ?-?\\d+(?:\\.\\d+)?)+(?:,? and -?\\d+(?:\\.\\d+)?)|-?\\d+(?:\\.\\d+)?(?:, -?\\d+(?:\\.\\d+)?){2,}|-?\\d+\\.\\d+,\\s?-?\\d+\\.\\d+)");

    private Quantities() {}

    static List<Span> in(Sentence sentence) {
        var spans = new ArrayList<Span>();
        for (var m = NUMBER.matcher(sentence.text()); m.find(); ) {
            int start = m.start(1);
            var number = Numerals.read(m.group(1).startsWith("-") ? m.group(1).substring(1) : m.group(1));
            number = m.group(1).startsWith("-") ? number.negate() : number;
            if (m.group(2) != null) {
                var factor = m.group(2).equals("k")
                        ? 1_000L
                        : NumberWords.scale(m.group(2)).orElse(1L);
                number = number.multiply(BigDecimal.valueOf(factor));
            }
            boolean ordinal = m.group(4) != null && m.group(4).matches("st|nd|rd|th");
            var unit = m.group(4) != null && !ordinal ? m.group(4) : next(sentence, m.end());
            Value value = m.group(3) != null ? new Value.Percent(number) : new Value.Count(number, unit);
            int end = m.group(4) != null ? m.end() : m.end(3) > 0 ? m.end(3) : m.end(2) > 0 ? m.end(2) : m.end(1);
            spans.add(new Span(start, end, sentence.text().substring(start, end), value));
        }
        words(sentence, spans);
        lists(sentence.text(), spans);
        return spans;
    }

    private static void words(Sentence sentence, List<Span> spans) {
        var words = sentence.tokens().stream().map(token -> token.word()).toList();
        for (int i = 0; i < words.size(); i++) {
            var found = NumberWords.read(words.subList(i, words.size()));
            if (found.isPresent()) {
                int last = i + found.get().words() - 1;
                int start = sentence.tokens().get(i).start();
                int end = sentence.tokens().get(last).end();
                var text = sentence.text().substring(start, end);
                spans.add(new Span(start, end, text, new Value.Count(found.get().value(), next(sentence, end))));
                i = last;
            }
        }
    }

    private static void lists(String text, List<Span> spans) {
        for (var m = LIST.matcher(text); m.find(); ) {
            var inner = m.group(1) != null ? m.group(1) : m.group(2);
            var numbers = new ArrayList<BigDecimal>();
            for (var piece : inner.split(",? and |,")) {
                if (piece.strip().matches("-?\\d+(\\.\\d+)?|-?\\.\\d+")) {
                    numbers.add(new BigDecimal(piece.strip()));
                }
            }
            if (numbers.size() > 1) {
                spans.add(new Span(m.start(), m.end(), m.group(), new Value.Numbers(numbers)));
            }
        }
    }

    private static String next(Sentence sentence, int end) {
        int at = sentence.tokenAt(end);
        var word = sentence.word(at).equals("-") ? sentence.word(at + 1) : sentence.word(at);
        return Lexicon.stop(word) || word.isEmpty() || !Character.isLetter(word.charAt(0)) ? "" : word;
    }
}
