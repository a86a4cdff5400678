package dev.bac.orchestrator.command.bench;

import dev.bac.llm.routing.curve.CrossValidation;
import dev.bac.llm.routing.curve.CrossValidation.Split;
import dev.bac.llm.routing.curve.Question;
import dev.bac.llm.routing.curve.TwoModels;
import dev.bac.orchestrator.command.instance.Failed;
import dev.bac.orchestrator.command.instance.Wrong;
import dev.bac.retrieval.onnx.BgeEmbedder;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What routing between a weak and a strong model is worth on questions with known answers: learned on one half, asked of
 * the other, five times over with other halves and back.
 */
record RoutingBench(Path file) {
    private static final int PAIRS = 5;
    private static final long SEED = 7;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Of Mixtral 8x7B and GPT-4 turbo when the shared set was made, for a million tokens; only their ratio shows. */
    private static final TwoModels.Prices PRICES =
            new TwoModels.Prices(perToken("0.24"), perToken("0.24"), perToken("10"), perToken("30"));

    void run() {
        TwoModels data = read();
        var embedder = BgeEmbedder.loading();
        if (!embedder.readyWithin(PATIENCE)) {
            System.out.println(
                    "The sentence model did not load: learning goes by what can be counted in the text alone.");
        }
        System.err.println("Embedding " + data.questions().size() + " questions …");
        List<Optional<float[]>> meanings = data.questions().stream()
                .map(question -> embedder.embed(question.text()))
                .toList();
        System.err.println("Learning on " + 2 * PAIRS + " halves …");
        var splits = new CrossValidation(data.questions(), meanings).splits(PAIRS, SEED);
        System.out.printf(
                "%d questions of %s; weak %s, strong %s; learned on one half, asked of the other, %d halves%n",
                data.questions().size(), file.getFileName(), data.weak(), data.strong(), splits.size());
        System.out.printf(
                "cost: %s%n%n",
                data.responses()
                        ? "tokens of question and answer (4 characters each) at $0.24/0.24 and $10/30 a million"
                        : "calls to the strong model, for the file has no answers");
        baselines(data.questions());
        points(splits);
        thresholds(splits);
    }

    private TwoModels read() {
        if (!Files.exists(file)) {
            throw new Wrong("no file " + file + "; name one with --file: columns prompt and, for each of two models,"
                    + " True or False");
        }
        try {
            return TwoModels.read(file, PRICES);
        } catch (IOException | IllegalArgumentException e) {
            throw new Failed(file + ": " + e.getMessage());
        }
    }

    private static void baselines(List<Question> questions) {
        double strongCost = questions.stream()
                .mapToDouble(question -> question.strongCost().doubleValue())
                .sum();
        double weakCost = questions.stream()
                .mapToDouble(question -> question.weakCost().doubleValue())
                .sum();
        System.out.printf(
                "always weak     accuracy %5.1f %%   cost %5.1f %% of always strong%n",
                100 * questions.stream().mapToDouble(Question::weak).average().orElse(0), 100 * weakCost / strongCost);
        System.out.printf(
                "always strong   accuracy %5.1f %%   cost 100.0 %%%n%n",
                100 * questions.stream().mapToDouble(Question::strong).average().orElse(0));
    }

    private static void points(List<Split> splits) {
        System.out.println("calls to strong   accuracy learned   accuracy random");
        for (int share = 0; share <= 100; share += 10) {
            double at = share / 100.0;
            System.out.printf(
                    "          %3d %%            %5.1f %%           %5.1f %%%n",
                    share,
                    100 * mean(splits, split -> split.learned().accuracyAt(at)),
                    100 * mean(splits, split -> split.random().accuracyAt(at)));
        }
        System.out.println();
    }

    private static void thresholds(List<Split> splits) {
        System.out.println(
                "share of the gap closed    calls to strong (± spread)   random    cost of always strong   random");
        for (double gap : new double[] {0.5, 0.8, 0.95, 1.0}) {
            System.out.printf(
                    "CPT%-3.0f                     %5.1f %% ± %3.1f             %5.1f %%            %5.1f %%       %5.1f %%%n",
                    100 * gap,
                    100 * mean(splits, split -> split.learned().cpt(gap)),
                    100 * spread(splits, split -> split.learned().cpt(gap)),
                    100 * mean(splits, split -> split.random().cpt(gap)),
                    100 * mean(splits, split -> split.learned().costShare(gap)),
                    100 * mean(splits, split -> split.random().costShare(gap)));
        }
        System.out.printf(
                "mean share of the gap      %.3f (random %.3f)%n",
                mean(splits, split -> split.learned().area()),
                mean(splits, split -> split.random().area()));
        System.out.println("published for nearest neighbours on GSM8K: CPT50 38.7 %, CPT80 68.4 %");
    }

    private static double mean(List<Split> splits, ToDoubleFunction<Split> figure) {
        return splits.stream().mapToDouble(figure).average().orElse(0);
    }

    private static double spread(List<Split> splits, ToDoubleFunction<Split> figure) {
        double mean = mean(splits, figure);
        return Math.sqrt(mean(splits, split -> Math.pow(figure.applyAsDouble(split) - mean, 2)));
    }

    private static BigDecimal perToken(String perMillion) {
        return new BigDecimal(perMillion).movePointLeft(6);
    }
}
