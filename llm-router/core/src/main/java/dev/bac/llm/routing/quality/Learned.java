package dev.bac.llm.routing.quality;

import dev.bac.llm.routing.task.Surface;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleBiFunction;

/**
 * What lessons taught about each model: a plane over the requests' features (the linear contextual bandit; Li, Chu,
 * Langford and Schapire, "A contextual-bandit approach to personalized news article recommendation", 2010), fitted to
 * what the guess got wrong. Without lessons, or far from all of them, the guess stands.
 */
public final class Learned {
    /** A model with fewer lessons goes by the guess. */
    static final int FEWEST = 8;

    /** So many imagined lessons agree with the guess. */
    private static final double PULL = 4;

    private static final double[] MEANING_WEIGHTS = {0, 1, 2};
    private static final double[] PENALTIES = {5, 20, 80};
    private static final Settings USUAL = new Settings(1, 30);

    private final Features features;
    private final Map<String, Ridge> models;

    /**
     * How much meaning counts against what is counted, and how strongly the planes are flattened.
     *
     * @param meaning 0 leaves embeddings out
     */
    public record Settings(double meaning, double penalty) {}

    /** An expected score, and how unsure it is, 0 to about 1. */
    public record Estimate(double score, double unsure) {}

    private Learned(Features features, Map<String, Ridge> models) {
        this.features = features;
        this.models = models;
    }

    /** @param guess the score expected of a model before any lesson */
    public static Learned from(List<Lesson> lessons, ToDoubleBiFunction<String, Surface> guess, Settings settings) {
        var features = new Features(lessons, settings.meaning);
        var models = new HashMap<String, Ridge>();
        byModel(lessons).forEach((model, own) -> {
            if (own.size() >= FEWEST) {
                List<double[]> points = own.stream().map(features::of).toList();
                models.put(model, Ridge.fit(points, rest(own, guess), Ridge.products(points), settings.penalty, PULL));
            }
        });
        return new Learned(features, models);
    }

    /**
     * The settings under which each lesson is best foretold by the others; the usual ones while there are fewer than a
     * hundred. Takes some 3 s for 1,300 lessons, so it is for now and then.
     */
    public static Settings chosen(List<Lesson> lessons, ToDoubleBiFunction<String, Surface> guess) {
        if (lessons.size() < 100) {
            return USUAL;
        }
        Settings best = USUAL;
        double least = Double.MAX_VALUE;
        boolean meanings = lessons.stream().anyMatch(lesson -> lesson.meaning().isPresent());
        for (double meaning : meanings ? MEANING_WEIGHTS : new double[] {0}) {
            var errors = new double[PENALTIES.length];
            var features = new Features(lessons, meaning);
            for (List<Lesson> own : byModel(lessons).values()) {
                if (own.size() >= FEWEST) {
                    addErrors(errors, own, features, rest(own, guess));
                }
            }
            for (int i = 0; i < PENALTIES.length; i++) {
                if (errors[i] < least) {
                    least = errors[i];
                    best = new Settings(meaning, PENALTIES[i]);
                }
            }
        }
        return best;
    }

    private static void addErrors(double[] errors, List<Lesson> own, Features features, double[] rest) {
        List<double[]> points = own.stream().map(features::of).toList();
        double[][] products = Ridge.products(points);
        for (int i = 0; i < PENALTIES.length; i++) {
            errors[i] += own.size()
                    * Ridge.fit(points, rest, products, PENALTIES[i], PULL).leftOutError(points, rest);
        }
    }

    /** Empty when nothing was learned about the model. */
    public Optional<Estimate> estimate(String model, Surface surface, Optional<float[]> meaning, double guess) {
        Ridge ridge = models.get(model);
        if (ridge == null) {
            return Optional.empty();
        }
        double[] point = features.of(surface, meaning);
        return Optional.of(new Estimate(Math.clamp(guess + ridge.at(point), 0, 1), ridge.unsure(point)));
    }

    /** True when embeddings say something. */
    public boolean wantsMeaning() {
        return features.size() > Surface.SIZE;
    }

    private static Map<String, List<Lesson>> byModel(List<Lesson> lessons) {
        var models = new HashMap<String, List<Lesson>>();
        lessons.forEach(lesson ->
                models.computeIfAbsent(lesson.model(), _ -> new ArrayList<>()).add(lesson));
        return models;
    }

    private static double[] rest(List<Lesson> lessons, ToDoubleBiFunction<String, Surface> guess) {
        return lessons.stream()
                .mapToDouble(lesson -> lesson.score() - guess.applyAsDouble(lesson.model(), lesson.surface()))
                .toArray();
    }
}
