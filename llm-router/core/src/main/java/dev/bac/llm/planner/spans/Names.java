package dev.bac.llm.planner.spans;

import dev.bac.llm.planner.words.Lexicon;
import dev.bac.llm.planner.words.Sentence;
import dev.bac.llm.planner.words.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Runs of capitalised words; a word that opens the sentence counts only when it is no verb or function word. */
final class Names {
    private static final Set<String> INSIDE =
            Set.of("of", "the", "&", "and", "de", "la", "van", "von", "der", "den", "for");

    /** Particles of one family name: "Sofie de Vries" is one person, never two. */
    private static final Set<String> PARTICLES = Set.of(
            "de", "la", "van", "von", "der", "den", "di", "da", "del", "della", "dos", "ter", "ten", "zu", "bin", "al",
            "el");

    private Names() {}

    static List<Span> in(Sentence sentence, List<Span> typed) {
        var spans = new ArrayList<Span>();
        var tokens = sentence.tokens();
        int i = 0;
        while (i < tokens.size()) {
            if (!opens(sentence, i) || Texts.blocked(tokens.get(i), typed)) {
                i++;
                continue;
            }
            int end = run(tokens, i);
            while (end > i + 1 && Texts.blocked(tokens.get(end - 1), typed)) {
                end--;
            }
            add(spans, sentence, i, end);
            int bare = end;
            while (bare > i + 1
                    && !Character.isLetter(tokens.get(bare - 1).text().charAt(0))) {
                bare--;
            }
            if (bare < end) {
                add(spans, sentence, i, bare); // "Windows 10" is a name, "Acme 1,200 EUR" a name and an amount
            }
            i = end;
        }
        joined(sentence, spans);
        return spans;
    }

    private static boolean opens(Sentence sentence, int i) {
        var token = sentence.tokens().get(i);
        if (!token.capital() || token.text().equals("I") || token.text().equals("A")) {
            return false;
        }
        var before = sentence.word(i - 1);
        boolean first = i == 0 || before.equals(".") || before.equals("?") || before.equals("!");
        boolean plain = Lexicon.stop(token.word()) || Lexicon.verb(token.word()) || Lexicon.questionWord(token.word());
        boolean namely = i + 1 < sentence.tokens().size()
                && sentence.tokens().get(i + 1).capital()
                && !Lexicon.verb(token.word());
        return first ? !plain && !Lexicon.known(token.stem()) : !Lexicon.stop(token.word()) || namely;
    }

    /** Past the last token of the run: capitals, initials, hyphens without spaces, a number after a capital. */
    private static int run(List<Token> tokens, int start) {
        int end = start + 1;
        while (end < tokens.size()) {
            var token = tokens.get(end);
            var previous = tokens.get(end - 1);
            boolean adjacent = token.start() == previous.end();
            boolean spaced = token.start() == previous.end() + 1;
            boolean joint = adjacent
                    && Set.of("-", "'", "’", ".", "&").contains(token.text())
                    && end + 1 < tokens.size()
                    && ((tokens.get(end + 1).start() == token.end()
                                    && tokens.get(end + 1).wordy())
                            || (token.text().equals(".")
                                    && previous.text().length() <= 2
                                    && tokens.get(end + 1).capital()));
            boolean more = (token.capital() || Character.isDigit(token.text().charAt(0)))
                    && (adjacent || spaced || previous.text().equals("."));
            boolean tail = previous.text().equals("-") && adjacent;
            if (!joint
                    && !more
                    && !tail
                    && !(token.text().equals("&")
                            && end + 1 < tokens.size()
                            && tokens.get(end + 1).capital())) {
                break;
            }
            end++;
        }
        return end;
    }

    /** "Bank of America", "Ticket to Ride" with "of", "the", "&" in between: offered besides the parts. */
    private static void joined(Sentence sentence, List<Span> spans) {
        var parts = List.copyOf(spans);
        for (int i = 0; i + 1 < parts.size(); i++) {
            var left = parts.get(i);
            var right = parts.get(i + 1);
            if (right.start() < left.end()) {
                continue;
            }
            var between = sentence.text().substring(left.end(), right.start()).strip();
            if (!between.isEmpty() && List.of(between.split(" ")).stream().allMatch(PARTICLES::contains)) {
                var text = sentence.text().substring(left.start(), right.end());
                spans.remove(left);
                spans.remove(right);
                spans.add(new Span(left.start(), right.end(), text, new Value.Name(text)));
            } else if (!between.isEmpty()
                    && List.of(between.split(" ")).stream()
                            .allMatch(word -> INSIDE.contains(word) && !word.equals("and") && !word.equals("for"))) {
                var text = sentence.text().substring(left.start(), right.end());
                spans.add(new Span(left.start(), right.end(), text, new Value.Name(text)));
            }
        }
    }

    private static void add(List<Span> spans, Sentence sentence, int from, int to) {
        int start = sentence.tokens().get(from).start();
        int end = sentence.tokens().get(to - 1).end();
        var text = sentence.text().substring(start, end);
        spans.add(new Span(start, end, text, new Value.Name(text)));
    }
}
