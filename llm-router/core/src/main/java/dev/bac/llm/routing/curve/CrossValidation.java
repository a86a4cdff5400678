package dev.bac.llm.routing.curve;

import dev.bac.llm.routing.quality.Learned;
import dev.bac.llm.routing.quality.Lesson;
import dev.bac.llm.routing.task.Surface;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Learns from one half of the questions and ranks the other, many times over with other halves: one split alone says
 * little, its figures stray by three points.
 */
public final class CrossValidation {
    private static final String WEAK = "weak";
    private static final String STRONG = "strong";

    private final List<Question> questions;
    private final List<Surface> surfaces;
    private final List<Optional<float[]>> meanings;

    /** @param meanings each question's embedding, in their order */
    public CrossValidation(List<Question> questions, List<Optional<float[]>> meanings) {
        this.questions = List.copyOf(questions);
        this.meanings = List.copyOf(meanings);
        this.surfaces =
                questions.stream().map(question -> Surface.of(question.text())).toList();
    }

    /**
     * One split.
     *
     * @param learned the curve of what was learned, on the half it has not seen
     * @param random the curve of a random order on that half
     * @param questions of that half
     */
    public record Split(Curve learned, Curve random, Learned.Settings settings, List<Question> questions) {}

    /** Splits in halves by this seed, and back again with the halves exchanged. */
    public List<Split> splits(int pairs, long seed) {
        var random = new Random(seed);
        var splits = new ArrayList<Split>();
        for (int i = 0; i < pairs; i++) {
            var order =
                    new ArrayList<>(IntStream.range(0, questions.size()).boxed().toList());
            Collections.shuffle(order, random);
            var one = order.subList(0, order.size() / 2);
            var other = order.subList(order.size() / 2, order.size());
            splits.add(split(one, other, random));
            splits.add(split(other, one, random));
        }
        return splits;
    }

    private Split split(List<Integer> teaching, List<Integer> asking, Random random) {
        var lessons = new ArrayList<Lesson>();
        for (int i : teaching) {
            lessons.add(new Lesson(
                    WEAK, surfaces.get(i), meanings.get(i), questions.get(i).weak()));
            lessons.add(new Lesson(
                    STRONG, surfaces.get(i), meanings.get(i), questions.get(i).strong()));
        }
        var settings = Learned.chosen(lessons, (_, _) -> 0.5);
        var learned = Learned.from(lessons, (_, _) -> 0.5, settings);
        List<Question> asked = asking.stream().map(questions::get).toList();
        double[] need = asking.stream()
                .mapToDouble(i -> score(learned, STRONG, i) - score(learned, WEAK, i))
                .toArray();
        return new Split(
                Curve.of(asked, need),
                Curve.of(asked, random.doubles(asked.size()).toArray()),
                settings,
                asked);
    }

    private double score(Learned learned, String model, int question) {
        return learned.estimate(model, surfaces.get(question), meanings.get(question), 0.5)
                .map(Learned.Estimate::score)
                .orElse(0.5);
    }
}
