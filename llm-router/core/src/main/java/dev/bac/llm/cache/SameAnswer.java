package dev.bac.llm.cache;

import dev.bac.retrieval.Embedder;
import dev.bac.retrieval.Vectors;
import dev.bac.retrieval.Wording;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether two answers say the same, so that one may be given for the other. In doubt they do not. */
@FunctionalInterface
public interface SameAnswer {
    boolean same(String one, String other);

    /** The same words; punctuation, case and accents apart. */
    SameAnswer BY_WORDS = (one, other) -> Wording.words(one).equals(Wording.words(other));

    /**
     * Also other words that mean the same: then every figure and every word of denial stands in both.
     *
     * @param nearest cosine from which on two texts mean the same
     */
    static SameAnswer byMeaning(Embedder embedder, double nearest) {
        return (one, other) -> BY_WORDS.same(one, other)
                || (telling(one).equals(telling(other))
                        && embedder.embed(List.of(one, other))
                                .filter(vectors -> Vectors.cosine(vectors.get(0), vectors.get(1)) >= nearest)
                                .isPresent());
    }

    private static Set<String> telling(String text) {
        return Wording.words(text).stream().filter(Telling::is).collect(Collectors.toSet());
    }
}
