package dev.bac.llm.routing.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bac.retrieval.onnx.BgeEmbedder;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** What routing learns is worth something on questions it has not seen. */
class CrossValidationTest {
    private static final Path SHARED =
            Path.of(System.getProperty("bac.shared", "../shared"), "data", "routing", "gsm8k_two_models.csv");

    @Test
    void beatsThePublishedNeighboursOnQuestionsItHasNotSeen() throws IOException {
        assumeTrue(Files.exists(SHARED), "../shared/data/routing is not there");
        var price = BigDecimal.ONE.movePointLeft(6);
        var data = TwoModels.read(SHARED, new TwoModels.Prices(price, price, price, price));
        assertThat(data.strong()).isEqualTo("gpt-4-1106-preview");
        var embedder = BgeEmbedder.loading();
        assumeTrue(embedder.readyWithin(Duration.ofMinutes(2)), "the sentence model does not load here");
        List<Optional<float[]>> meanings = data.questions().stream()
                .map(question -> embedder.embed(question.text()))
                .toList();

        var splits = new CrossValidation(data.questions(), meanings).splits(3, 7);

        double cpt50 = mean(splits, split -> split.learned().cpt(0.5));
        double cpt80 = mean(splits, split -> split.learned().cpt(0.8));
        // Published for nearest neighbours on this set: 38.7 % and 68.4 %; random: 47.2 % and 78.5 %.
        assertThat(cpt50).as("CPT50").isLessThan(0.375);
        assertThat(cpt80).as("CPT80").isLessThan(0.66);
        assertThat(mean(splits, split -> split.learned().area()))
                .isGreaterThan(mean(splits, split -> split.random().area()) + 0.08);
    }

    @Test
    void findsWhatDecidesInQuestionsOfAnotherKind() {
        var random = new Random(3);
        var questions = new ArrayList<Question>();
        for (int i = 0; i < 600; i++) {
            boolean hard = random.nextBoolean();
            String text = hard
                    ? "Explain why the " + random.nextInt(100)
                            + " rules differ, and compare how each applies if not all hold"
                    : "What is the capital of country " + random.nextInt(100);
            boolean weak = random.nextDouble() < (hard ? 0.3 : 0.9);
            questions.add(new Question(text, weak ? 1 : 0, 0.95, BigDecimal.ZERO, BigDecimal.ONE));
        }
        List<Optional<float[]>> none =
                questions.stream().map(_ -> Optional.<float[]>empty()).toList();

        var splits = new CrossValidation(questions, none).splits(2, 7);

        assertThat(mean(splits, split -> split.learned().cpt(0.8))).isLessThan(0.55);
        assertThat(mean(splits, split -> split.random().cpt(0.8))).isGreaterThan(0.7);
    }

    @Test
    void readsQuotedFieldsAndTakesTheBetterModelForTheStrongOne() throws IOException {
        Path file = Files.createTempFile("two", ".csv");
        Files.writeString(file, """
                prompt,a,b,a_response,b_response
                "Who, said ""no""?
                Twice",True,False,four,one two three four
                Other,True,True,x,y
                """);
        var data = TwoModels.read(
                file, new TwoModels.Prices(BigDecimal.ZERO, BigDecimal.ONE, BigDecimal.ZERO, BigDecimal.TEN));
        Files.delete(file);

        assertThat(data.strong()).isEqualTo("a");
        assertThat(data.questions().getFirst().text()).isEqualTo("Who, said \"no\"?\nTwice");
        assertThat(data.questions().getFirst().strongCost()).isEqualByComparingTo("10");
        assertThat(data.questions().getFirst().weakCost()).isEqualByComparingTo("4");
    }

    private static double mean(List<CrossValidation.Split> splits, ToDoubleFunction<CrossValidation.Split> of) {
        return splits.stream().mapToDouble(of).average().orElseThrow();
    }
}
