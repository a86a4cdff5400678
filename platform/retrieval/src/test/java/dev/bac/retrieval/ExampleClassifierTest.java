package dev.bac.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExampleClassifierTest {
    private static final int INVOICES = 0;
    private static final int STOCK = 1;

    private final ExampleClassifier classifier = ExampleClassifier.learn(
            List.of(
                    "which invoices are late",
                    "show the unpaid bills",
                    "how many monitors are left",
                    "stock of cables"),
            List.of(vector(1, 0, 0), vector(0.9f, 0.1f, 0), vector(0, 1, 0), vector(0.1f, 0.9f, 0)),
            List.of(INVOICES, INVOICES, STOCK, STOCK),
            2);

    @Test
    void findsTheLabelOfATextLikeItsExamples() {
        var scores = classifier.scores("late bills", vector(0.95f, 0.05f, 0));
        assertThat(scores[INVOICES]).isGreaterThan(0.5);
        assertThat(scores[STOCK]).isLessThan(0.2);
    }

    @Test
    void letsWordingDecideWhereMeaningDoesNot() {
        var scores = classifier.scores("monitors", vector(0.5f, 0.5f, 0));
        assertThat(scores[STOCK]).isGreaterThan(scores[INVOICES]);
    }

    @Test
    void scoresATextUnlikeAllExamplesLow() {
        var scores = classifier.scores("sing me a song", vector(0.5f, 0.5f, 8));
        assertThat(scores[INVOICES]).isLessThan(0.4);
        assertThat(scores[STOCK]).isLessThan(0.4);
    }

    /** Who came after the last sentence that was read was as if it had none. */
    @Test
    void readsTheFirstExamplesOfEveryLabelWhenThereAreTooMany() {
        var owners = List.of(STOCK, STOCK, STOCK, STOCK, INVOICES);
        var texts = List.of("stock of cables", "cables left", "how many cables", "count the cables", "late invoices");
        var vectors = List.of(
                vector(0, 1, 0), vector(0.1f, 1, 0), vector(0, 1, 0.1f), vector(0.1f, 1, 0.1f), vector(1, 0, 0));
        var some = ExampleClassifier.learn(texts, vectors, owners, 2, 3).scores("invoices", vector(1, 0, 0));
        assertThat(some[INVOICES]).isGreaterThan(0.2).isGreaterThan(some[STOCK]);
    }

    private static float[] vector(float... numbers) {
        return numbers;
    }
}
