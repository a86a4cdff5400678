package dev.bac.knowledge.search;

import dev.bac.identity.Caller;
import dev.bac.knowledge.document.DocumentCollection;
import dev.bac.retrieval.Bm25;
import dev.bac.retrieval.Embedder;
import dev.bac.retrieval.HybridRanker;
import dev.bac.retrieval.VectorStore;
import dev.bac.retrieval.Vectors;
import dev.bac.retrieval.Wording;
import dev.bac.store.Tx;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds passages by wording and by meaning: PostgreSQL names those that share words, the vectors those that are near,
 * and both are ranked together on one scale, as {@link HybridRanker} does, so that it can be said that nothing fits.
 */
public final class PassageSearch {
    private static final int BY_WORDS = 100;
    private static final int BY_MEANING = 40;
    private static final int MOST_STEMS = 40;
    private static final double WORDING_SHARE = 0.4;

    /** Below this nothing in a passage answers; a passage that shares half the telling words of a question is at 0.5. */
    private static final double LEAST = 0.3;

    /** Words that say nothing of what is sought. */
    private static final Set<String> EMPTY_WORDS = Set.of(
            "a", "an", "the", "of", "to", "in", "on", "at", "for", "is", "are", "was", "be", "do", "does", "did", "we",
            "i", "you", "our", "my", "your", "it", "what", "which", "who", "how", "when", "where", "and", "or", "can",
            "may", "must", "with", "there", "about", "tell", "me", "us", "say", "have", "has");

    private final Embedder embedder;
    private final PassageVectors vectors;

    /** @param held most passages whose meanings are kept in the store at a time */
    public PassageSearch(Embedder embedder, VectorStore vectors, long held) {
        this.embedder = embedder;
        this.vectors = new PassageVectors(vectors, held);
    }

    /** @param score 0 … 1 */
    record Ranked(Found passage, double score) {}

    /** The best passages of these collections, best first; none when nothing fits. */
    List<Ranked> search(Tx tx, Caller caller, List<DocumentCollection> collections, String query, int most) {
        var stems = Wording.words(query).stream()
                .filter(word -> !EMPTY_WORDS.contains(word))
                .flatMap(word -> Wording.stems(word).stream())
                .distinct()
                .limit(MOST_STEMS)
                .toList();
        var candidates = new LinkedHashMap<String, Found>();
        for (var found : PassageRows.byWords(tx, caller, collections, stems, BY_WORDS)) {
            candidates.put(found.document() + ":" + found.number(), found);
        }
        var meaning = embedder.embed(query);
        if (meaning.isPresent()) {
            var near = collections.stream()
                    .flatMap(one -> vectors.nearest(tx, one, meaning.get(), BY_MEANING).stream())
                    .filter(key -> !candidates.containsKey(key))
                    .toList();
            for (var found : PassageRows.byKeys(tx, caller, collections, near)) {
                candidates.put(found.document() + ":" + found.number(), found);
            }
        }
        return ranked(List.copyOf(candidates.values()), stems, meaning).stream()
                .filter(one -> one.score() >= LEAST)
                .limit(most)
                .toList();
    }

    private static List<Ranked> ranked(List<Found> candidates, List<String> stems, Optional<float[]> meaning) {
        double[] words = new Bm25(candidates.stream()
                        .map(one -> Wording.stems(one.title() + " " + one.place() + " " + one.text()))
                        .toList())
                .scores(stems);
        var ranked = new ArrayList<Ranked>();
        for (int i = 0; i < candidates.size(); i++) {
            ranked.add(new Ranked(candidates.get(i), score(Math.min(1, words[i]), candidates.get(i), meaning)));
        }
        ranked.sort(Comparator.comparingDouble(Ranked::score)
                .reversed()
                .thenComparing(one -> one.passage().document())
                .thenComparingInt(one -> one.passage().number()));
        return ranked;
    }

    private static double score(double words, Found passage, Optional<float[]> meaning) {
        float[] vector = passage.vector();
        if (meaning.isEmpty() || vector == null) {
            return words;
        }
        double near = HybridRanker.calibrated(Vectors.cosine(meaning.get(), vector));
        return Math.max(words * 0.9, WORDING_SHARE * words + (1 - WORDING_SHARE) * near);
    }

    /** The titles of documents, each once, for a sentence. */
    static String titles(List<Ranked> ranked) {
        return ranked.stream()
                .map(one -> one.passage().title())
                .distinct()
                .limit(3)
                .collect(Collectors.joining("; "));
    }
}
