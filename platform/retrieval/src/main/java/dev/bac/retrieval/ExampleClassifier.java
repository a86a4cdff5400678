package dev.bac.retrieval;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Learns from example texts which label a new text belongs to.
 *
 * <p>Kernel ridge regression on one-hot labels (Saunders, Gammerman and Vovk, "Ridge Regression Learning Algorithm in
 * Dual Variables", 1998), solved once by Cholesky. Where the nearest example alone is asked, a label wins whose examples
 * happen to share a turn of phrase; regression weighs all examples against each other, so that what many labels have in
 * common counts for none. Nothing is forced to fit: a text unlike all examples scores near 0 for every label.
 *
 * <p>Texts are compared by meaning (vectors with their mean taken away) and, with a smaller share, by wording.
 */
public final class ExampleClassifier {
    private static final double WORDING_SHARE = 0.15;
    private static final double RIDGE = 0.3;
    private static final int MAX_EXAMPLES = 2_000;

    private final float[] mean;
    private final Map<String, Double> weights;
    private final Examples examples;
    /** How much each example speaks for each label. */
    private final double[][] duals;

    private final int labels;

    private ExampleClassifier(
            float[] mean, Map<String, Double> weights, Examples examples, double[][] duals, int labels) {
        this.mean = mean;
        this.weights = weights;
        this.examples = examples;
        this.duals = duals;
        this.labels = labels;
    }

    /**
     * Learns. Takes time with the cube of the number of examples. Of more than {@value #MAX_EXAMPLES} every label keeps
     * its first ones, so that none is left without because it stands at the end.
     *
     * @param vectors one a text, from one embedder
     * @param owners the label of each text, from 0
     * @param labels how many labels there are
     */
    public static ExampleClassifier learn(List<String> texts, List<float[]> vectors, List<Integer> owners, int labels) {
        return learn(texts, vectors, owners, labels, MAX_EXAMPLES);
    }

    static ExampleClassifier learn(
            List<String> texts, List<float[]> vectors, List<Integer> owners, int labels, int most) {
        var read = read(owners, most);
        int count = read.size();
        var mean = mean(read.stream().map(vectors::get).toList());
        var weights = weights(read.stream().map(texts::get).toList());
        var points = new ArrayList<Examples.Text>();
        for (int at : read) {
            points.add(point(texts.get(at), vectors.get(at), mean, weights));
        }
        var examples = new Examples(points);
        var kernel = new double[count][];
        var duals = new double[count][labels];
        for (int i = 0; i < count; i++) {
            kernel[i] = kernel(examples, points.get(i));
            kernel[i][i] += RIDGE;
            duals[i][owners.get(read.get(i))] = 1;
        }
        Cholesky.factor(kernel);
        Cholesky.solve(kernel, duals);
        return new ExampleClassifier(mean, weights, examples, duals, labels);
    }

    /** Which examples are read: the first of every label before the second of any. */
    private static List<Integer> read(List<Integer> owners, int most) {
        var taken = new HashMap<Integer, Integer>();
        var turns = new TreeMap<Integer, List<Integer>>();
        for (int i = 0; i < owners.size(); i++) {
            int turn = taken.merge(owners.get(i), 1, Integer::sum);
            turns.computeIfAbsent(turn, _ -> new ArrayList<>()).add(i);
        }
        return turns.values().stream()
                .flatMap(List::stream)
                .limit(most)
                .sorted()
                .toList();
    }

    /** How likely each label is, about 0 … 1; they need not add up to 1. */
    public double[] scores(String text, float[] vector) {
        var near = kernel(examples, point(text, vector, mean, weights));
        var scores = new double[labels];
        for (int i = 0; i < near.length; i++) {
            Cholesky.add(scores, 0, labels, near[i], duals[i]);
        }
        return scores;
    }

    private static double[] kernel(Examples examples, Examples.Text text) {
        var near = new double[examples.count()];
        examples.addMeaning(near, text, 1 - WORDING_SHARE);
        examples.addWording(near, text, WORDING_SHARE);
        return near;
    }

    private static Examples.Text point(String text, float[] vector, float[] mean, Map<String, Double> weights) {
        var own = vector.clone();
        double length = 0;
        for (int i = 0; i < own.length; i++) {
            own[i] -= mean[i];
            length += own[i] * own[i];
        }
        float scale = length == 0 ? 0 : (float) (1 / Math.sqrt(length));
        for (int i = 0; i < own.length; i++) {
            own[i] *= scale;
        }
        return new Examples.Text(own, wording(text, weights));
    }

    private static Map<String, Double> wording(String text, Map<String, Double> weights) {
        double unknown = Math.log(1 + weights.size());
        var wording = new HashMap<String, Double>();
        double length = 0;
        for (var stem : new HashSet<>(Wording.stems(text))) {
            double weight = weights.getOrDefault(stem, unknown);
            length += weight * weight;
            wording.put(stem, weight);
        }
        double scale = length == 0 ? 0 : 1 / Math.sqrt(length);
        wording.replaceAll((_, weight) -> weight * scale);
        return wording;
    }

    private static Map<String, Double> weights(List<String> texts) {
        var in = new HashMap<String, Integer>();
        texts.forEach(text -> new HashSet<>(Wording.stems(text)).forEach(stem -> in.merge(stem, 1, Integer::sum)));
        var weights = new HashMap<String, Double>();
        in.forEach((stem, count) -> weights.put(stem, Math.log(1 + (texts.size() - count + 0.5) / (count + 0.5))));
        return weights;
    }

    private static float[] mean(List<float[]> vectors) {
        var mean = new float[vectors.isEmpty() ? 0 : vectors.getFirst().length];
        for (var vector : vectors) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += vector[i] / vectors.size();
            }
        }
        return mean;
    }
}
