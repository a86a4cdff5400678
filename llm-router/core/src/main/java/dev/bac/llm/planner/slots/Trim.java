package dev.bac.llm.planner.slots;

import dev.bac.llm.planner.spans.Span;
import dev.bac.llm.planner.spans.Value;
import dev.bac.llm.planner.words.Lexicon;
import dev.bac.llm.planner.words.Sentence;
import dev.bac.llm.planner.words.Token;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Cuts words that speak of the tool or the argument from a noun group: of "Globex deal" only the name is a value. */
final class Trim {
    private static final Set<String> LEADING = Set.of(
            "new", "open", "our", "all", "full", "latest", "current", "recent", "overdue", "total", "biggest",
            "largest", "top", "newest", "oldest", "next", "last", "big", "more");

    private Trim() {}

    static Optional<Span> of(Span span, Param param, ToolShape shape, Sentence sentence) {
        boolean text = span.value() instanceof Value.Phrase || span.value() instanceof Value.Name;
        if (!text || param.role() == Role.PROSE) {
            return Optional.of(span);
        }
        var vocabulary = new HashSet<>(param.stems());
        param.ref().ifPresent(ref -> vocabulary.addAll(dev.bac.retrieval.Wording.stems(ref)));
        vocabulary.addAll(shape.nameStems());
        var spoken = param.required() && param.ref().isEmpty() ? vocabulary : shape.words();
        int from = sentence.tokenAt(span.start());
        int to = sentence.tokenAt(span.end() - 1);
        var tokens = sentence.tokens();
        while (to >= from && drops(tokens.get(to), vocabulary, spoken, false)) {
            to--;
        }
        while (from <= to && drops(tokens.get(from), vocabulary, spoken, true)) {
            from++;
        }
        if (from > to) {
            return Optional.empty();
        }
        return Optional.of(cut(span, sentence, from, to));
    }

    private static Span cut(Span span, Sentence sentence, int from, int to) {
        int start = sentence.tokens().get(from).start();
        int end = sentence.tokens().get(to).end();
        var text = sentence.text().substring(start, end);
        boolean capitals = List.of(text.split("\\s+")).stream().allMatch(word -> Character.isUpperCase(word.charAt(0)));
        Value value = span.value() instanceof Value.Name || capitals ? new Value.Name(text) : new Value.Phrase(text);
        return new Span(start, end, text, value);
    }

    private static boolean drops(Token token, Set<String> vocabulary, Set<String> spoken, boolean leading) {
        if (token.capital() && token.start() > 0) {
            return false;
        }
        return Lexicon.near(token.stem(), vocabulary) >= (token.word().length() > 3 ? 0.7 : 1)
                || Lexicon.stop(token.word())
                || spoken.contains(token.stem())
                || Lexicon.breaker(token.word())
                || (leading
                        && (LEADING.contains(token.word())
                                || Character.isDigit(token.text().charAt(0))
                                || dev.bac.llm.planner.words.NumberWords.read(List.of(token.word()))
                                        .isPresent()));
    }
}
