package dev.bac.retrieval;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Okapi BM25 over a fixed list of texts (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009), with
 * k1 = 1.2 and b = 0.4: tool texts are short, and a long description is no reason for punishment. Scores are divided by
 * what a text would get that holds every query word once, so that they can be compared between queries.
 */
public final class Bm25 {
    private static final double K1 = 1.2;
    private static final double B = 0.4;

    private final List<Map<String, Integer>> counts = new ArrayList<>();
    private final Map<String, Integer> documents = new HashMap<>();
    private final double meanLength;

    /** @param texts each a list of stems, see {@link Wording#stems} */
    public Bm25(List<List<String>> texts) {
        long length = 0;
        for (var text : texts) {
            var count = new HashMap<String, Integer>();
            text.forEach(stem -> count.merge(stem, 1, Integer::sum));
            count.keySet().forEach(stem -> documents.merge(stem, 1, Integer::sum));
            counts.add(count);
            length += text.size();
        }
        meanLength = texts.isEmpty() ? 1 : Math.max(1.0, (double) length / texts.size());
    }

    /** How telling a stem is: high for rare ones, ln(1 + …) so that it is never negative. */
    public double weight(String stem) {
        int in = documents.getOrDefault(stem, 0);
        return Math.log(1 + (counts.size() - in + 0.5) / (in + 0.5));
    }

    /** The texts' scores for a query, in their order; about 0 for no word in common, about 1 for all. */
    public double[] scores(List<String> query) {
        var words = new HashSet<>(query);
        double most = words.stream().mapToDouble(this::weight).sum();
        var scores = new double[counts.size()];
        for (int i = 0; i < scores.length && most > 0; i++) {
            scores[i] = score(words, counts.get(i)) / most;
        }
        return scores;
    }

    private double score(Set<String> query, Map<String, Integer> text) {
        int length = text.values().stream().mapToInt(Integer::intValue).sum();
        double shape = K1 * (1 - B + B * length / meanLength);
        double score = 0;
        for (var stem : query) {
            int times = text.getOrDefault(stem, 0);
            score += weight(stem) * times * (K1 + 1) / (times + shape);
        }
        return score;
    }
}
