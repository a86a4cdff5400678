package dev.bac.llm.planner;

import dev.bac.llm.planner.slots.ToolShape;
import dev.bac.llm.planner.words.Lexicon;
import dev.bac.llm.planner.words.Sentence;
import dev.bac.retrieval.Wording;
import java.util.List;

/** "Delete invoice INV-1300" is not for the tool that deletes businesses, however alike the rest of the sentence is. */
final class Removal {
    private Removal() {}

    /** Whether what is to be taken away is of a kind that other tools are about, and this one is not. */
    static boolean ofAnotherKind(Sentence sentence, Fit best, List<ToolShape> all) {
        if (Effects.of(best.shape().tool()) != Effects.DESTROYS) {
            return false;
        }
        String object = object(sentence);
        return !object.isEmpty()
                && !best.shape().words().contains(object)
                && best.shape().examples().stream().noneMatch(example -> example.sentence().tokens().stream()
                        .anyMatch(token -> token.stem().equals(object)))
                && all.stream().anyMatch(shape -> kinds(shape).contains(object));
    }

    /** The stem of the first word behind "delete", "remove" that says something; empty when there is none. */
    private static String object(Sentence sentence) {
        boolean after = false;
        for (var token : sentence.tokens()) {
            if (after && !Lexicon.stop(token.word())) {
                return token.stem();
            }
            after |= Lexicon.destroyVerb(token.word());
        }
        return "";
    }

    /** What a tool is about: its name without the domain and the verb. */
    private static List<String> kinds(ToolShape shape) {
        var words = Wording.words(shape.tool().name());
        return words.size() < 3
                ? List.of()
                : words.subList(1, words.size() - 1).stream()
                        .flatMap(word -> Wording.stems(word).stream())
                        .toList();
    }
}
