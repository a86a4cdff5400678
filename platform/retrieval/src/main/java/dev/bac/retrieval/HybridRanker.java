package dev.bac.retrieval;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Ranks a fixed list of texts for a query by wording (BM25) and by meaning (embeddings).
 *
 * <p>The two are fused as calibrated scores, not as ranks: reciprocal rank fusion always crowns somebody, and what
 * chooses a tool or serves a cached answer must be able to say that nothing fits. The cosine of bge-small lies between
 * about 0.45 (unrelated) and 0.95 (the same thing said otherwise), so meaning is that range drawn out to 0 … 1. Without
 * vectors the score is the wording alone.
 */
public final class HybridRanker {
    private static final double UNRELATED = 0.45;
    private static final double SAME = 0.95;
    private static final double WORDING_SHARE = 0.4;

    private final List<String> texts;
    private final Bm25 wording;
    private final Embedder embedder;

    public HybridRanker(List<String> texts, Embedder embedder) {
        this.texts = List.copyOf(texts);
        this.wording = new Bm25(this.texts.stream().map(Wording::stems).toList());
        this.embedder = embedder;
    }

    /**
     * A text's place for a query.
     *
     * @param index of the text in the list
     * @param wording about 0 … 1, 1 when it holds all words of the query
     * @param meaning 0 … 1; 0 when there are no vectors
     * @param score both together, 0 … 1
     */
    public record Ranked(int index, double wording, double meaning, double score) {}

    /** All texts, best first; equal ones in their order. */
    public List<Ranked> rank(String query) {
        var lexical = wording.scores(Wording.stems(query));
        var own = embedder.embed(query);
        var theirs = own.flatMap(_ -> embedder.embed(texts));
        var ranked = new ArrayList<Ranked>(texts.size());
        for (int i : IntStream.range(0, texts.size()).toArray()) {
            double words = Math.min(1, lexical[i]);
            if (own.isPresent() && theirs.isPresent()) {
                double meaning =
                        calibrated(Vectors.cosine(own.get(), theirs.get().get(i)));
                double score = WORDING_SHARE * words + (1 - WORDING_SHARE) * meaning;
                ranked.add(new Ranked(i, words, meaning, score));
            } else {
                ranked.add(new Ranked(i, words, 0, words));
            }
        }
        ranked.sort(Comparator.comparingDouble(Ranked::score).reversed());
        return ranked;
    }

    /** A cosine of this embedder's vectors drawn out to 0 (unrelated) … 1 (the same). */
    public static double calibrated(double cosine) {
        return Math.clamp((cosine - UNRELATED) / (SAME - UNRELATED), 0, 1);
    }
}
