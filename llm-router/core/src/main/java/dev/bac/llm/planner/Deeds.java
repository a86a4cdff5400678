package dev.bac.llm.planner;

import dev.bac.llm.planner.slots.ToolShape;
import dev.bac.llm.planner.words.Lexicon;
import dev.bac.llm.planner.words.Sentence;
import dev.bac.llm.planner.words.Token;
import dev.bac.retrieval.Wording;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;

/**
 * Words that name a deed or a party of their own: "write off INV-1300" is not for the tool that records a payment,
 * however alike the rest of the sentence is, nor "a purchase order" for the one that sells.
 */
final class Deeds {
    /** Stems of the phrases in {@code deeds.txt}, each in order. */
    private static final List<List<String>> PHRASES = Lexicon.lines("deeds.txt").stream()
            .map(Wording::stems)
            .map(List::copyOf)
            .toList();

    private Deeds() {}

    /** Whether a sentence names a deed of which a tool, which is one that writes, never speaks. */
    static boolean another(Sentence sentence, ToolShape shape) {
        var said = stems(sentence);
        return PHRASES.stream().anyMatch(phrase -> in(phrase, said) && !speaks(shape, phrase));
    }

    /** In its name, a word of one in an argument's; in a sentence people say to it; in its description, if that is all there is. */
    private static boolean speaks(ToolShape shape, List<String> phrase) {
        var named = new HashSet<>(shape.nameStems());
        if (phrase.size() == 1) {
            shape.params().forEach(param -> named.addAll(param.stems()));
        }
        return all(phrase, named)
                || (shape.examples().isEmpty() && all(phrase, shape.words()))
                || shape.examples().stream().anyMatch(example -> in(phrase, stems(example.sentence())));
    }

    private static boolean all(List<String> phrase, Collection<String> words) {
        return phrase.stream().allMatch(stem -> Lexicon.near(stem, words) > 0);
    }

    private static boolean in(List<String> phrase, List<String> said) {
        for (int start = 0; start + phrase.size() <= said.size(); start++) {
            if (said.subList(start, start + phrase.size()).equals(phrase)) {
                return true;
            }
        }
        return false;
    }

    private static List<String> stems(Sentence sentence) {
        return sentence.tokens().stream().map(Token::stem).toList();
    }
}
