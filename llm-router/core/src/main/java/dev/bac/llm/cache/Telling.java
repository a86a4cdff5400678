package dev.bac.llm.cache;

import dev.bac.retrieval.Wording;
import java.util.Set;
import java.util.stream.Collectors;

/** Words that an embedder hardly sees and that change everything: figures, and denials. */
final class Telling {
    private static final Set<String> DENIALS =
            Set.of("no", "not", "never", "none", "nothing", "without", "cannot", "t", "nicht", "kein", "keine", "nie");

    private Telling() {}

    static boolean is(String word) {
        return DENIALS.contains(word) || word.codePoints().anyMatch(Character::isDigit);
    }

    /** The figures of a question: only questions with the same ones may share an answer. */
    static String figures(String question) {
        return Wording.words(question).stream()
                .filter(word -> word.codePoints().anyMatch(Character::isDigit))
                .sorted()
                .collect(Collectors.joining(" "));
    }
}
