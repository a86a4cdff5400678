package dev.bac.orchestrator.command.bench;

import dev.bac.orchestrator.command.bench.CacheQuestions.Question;
import dev.bac.orchestrator.command.bench.CacheTrial.Fixed;
import dev.bac.orchestrator.command.bench.CacheTrial.Tally;
import dev.bac.orchestrator.command.instance.Failed;
import dev.bac.retrieval.Vectors;
import dev.bac.retrieval.onnx.BgeEmbedder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * How many questions the cache by meaning answers, and how many of these answers are wrong, for each bound of errors and
 * several orders of the questions. Beside it two static thresholds: one chosen afterwards, with all answers known, and one
 * chosen on the first half of the order and counted on the second, as somebody would who has to choose beforehand. Each
 * run begins empty and asks every question once. The model is a table of the right answers.
 *
 * @param take questions drawn for each order; 0 for all
 * @param sorted short streams, one topic after another, each with its topics in another order; none with {@code take}
 */
record CacheBench(CacheQuestions questions, int orders, int take, int sorted) {
    /** Questions of a stream sorted by topic: few of each topic, so that there is always a new one. */
    private static final int SHORT = 2_500;

    private static final List<Integer> BOUNDS = List.of(1, 2, 3, 5);
    private static final double LOWEST = 0.80;
    private static final double STEP = 0.01;
    private static final int STEPS = 20;
    private static final Tally NOTHING = new Tally(1, 0, 0, 1);

    /** What came of one order under one bound. */
    private record Line(int bound, Tally learned, Fixed afterwards, Fixed beforehand) {
        boolean broken() {
            return above(learned);
        }

        double wrongOfAll() {
            return (double) learned.wrong() / learned.asked();
        }

        boolean brokenBeforehand() {
            return above(beforehand.second());
        }

        private boolean above(Tally tally) {
            return tally.wrongShare() > bound / 100.0;
        }
    }

    void run() throws InterruptedException {
        var vectors = embedded();
        System.out.printf(
                Locale.ROOT,
                "%d questions, %d topics, %s a run. hits: share of all questions; wrong: share of the hits; calls: share"
                        + " asked of the model, audits among them%n",
                questions.all().size(),
                questions.all().stream().map(Question::topic).distinct().count(),
                take == 0 ? "all" : take);
        System.out.println(
                "order       bound | learned: hits    wrong   calls | static, best afterwards: hits    wrong   at |"
                        + " chosen on the 1st half, in the 2nd: hits    wrong   at");
        var lines = new ArrayList<Line>();
        for (int seed = 1; seed <= orders; seed++) {
            lines.addAll(
                    order("shuffled " + seed, take == 0 ? questions.order(seed) : questions.some(seed, take), vectors));
        }
        if (take == 0) {
            lines.addAll(order("as filed", questions.order(0), vectors));
            for (int seed = 1; seed <= sorted; seed++) {
                lines.addAll(order("by topic " + seed, questions.sorted(seed, SHORT), vectors));
            }
        }
        BOUNDS.forEach(bound ->
                sum(bound, lines.stream().filter(line -> line.bound == bound).toList()));
    }

    private static List<Line> order(String name, List<Question> ordered, Map<String, float[]> vectors) {
        var trial = new CacheTrial(ordered, vectors);
        var fixed = IntStream.range(0, STEPS)
                .parallel()
                .mapToObj(step -> trial.fixed(LOWEST + step * STEP))
                .toList();
        var lines = BOUNDS.parallelStream()
                .map(bound -> new Line(
                        bound,
                        trial.learned(bound / 100.0),
                        best(fixed, Fixed::all, bound),
                        best(fixed, Fixed::first, bound)))
                .toList();
        lines.forEach(line -> print(name, line));
        return lines;
    }

    /** The threshold with most hits among those within the bound. */
    private static Fixed best(List<Fixed> fixed, Function<Fixed, Tally> part, int bound) {
        return fixed.stream()
                .filter(one -> part.apply(one).wrongShare() <= bound / 100.0)
                .max(Comparator.comparingInt(one -> part.apply(one).hits()))
                .orElse(new Fixed(1, NOTHING, NOTHING, NOTHING));
    }

    private static void print(String name, Line line) {
        System.out.printf(
                Locale.ROOT,
                "%-12s %2d %% | %14.1f %%  %5.2f %% %5.1f %% | %28.1f %%  %5.2f %%  %.2f | %36.1f %%  %5.2f %%  %.2f%n",
                name,
                line.bound,
                100 * line.learned.hitShare(),
                100 * line.learned.wrongShare(),
                100.0 * line.learned.calls() / line.learned.asked(),
                100 * line.afterwards.all().hitShare(),
                100 * line.afterwards.all().wrongShare(),
                line.afterwards.threshold(),
                100 * line.beforehand.second().hitShare(),
                100 * line.beforehand.second().wrongShare(),
                line.beforehand.threshold());
    }

    private static void sum(int bound, List<Line> lines) {
        System.out.printf(
                Locale.ROOT,
                "%d %%: learned broke the bound in %d of %d runs (hits %.1f %%, %d of %d wrong; of all questions, which is what"
                        + " the paper bounds, at most %.2f %% in a run); a threshold chosen beforehand in %d (hits %.1f %%)%n",
                bound,
                lines.stream().filter(Line::broken).count(),
                lines.size(),
                100 * mean(lines, Line::learned),
                lines.stream().mapToInt(line -> line.learned.wrong()).sum(),
                lines.stream().mapToInt(line -> line.learned.hits()).sum(),
                100 * lines.stream().mapToDouble(Line::wrongOfAll).max().orElse(0),
                lines.stream().filter(Line::brokenBeforehand).count(),
                100 * mean(lines, line -> line.beforehand.second()));
    }

    private static double mean(List<Line> lines, Function<Line, Tally> part) {
        return lines.stream()
                .mapToDouble(line -> part.apply(line).hitShare())
                .average()
                .orElse(0);
    }

    private Map<String, float[]> embedded() throws InterruptedException {
        var embedder = BgeEmbedder.loading();
        if (!embedder.await(Duration.ofMinutes(2))) {
            throw new Failed("the embedder did not load");
        }
        var vectors = new HashMap<String, float[]>();
        long begin = System.nanoTime();
        for (var question : questions.all()) {
            vectors.computeIfAbsent(
                    question.text(), text -> Vectors.unit(embedder.embed(text).orElseThrow()));
        }
        System.err.printf(
                "embedded in %d s%n",
                Duration.ofNanos(System.nanoTime() - begin).toSeconds());
        return vectors;
    }
}
