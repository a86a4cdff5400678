package dev.bac.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.retrieval.onnx.BgeEmbedder;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HybridRankerTest {
    private static final List<String> TOOLS = List.of(
            "List invoices that are overdue",
            "Add a contact person to the address book",
            "Show stock levels per warehouse");

    @Test
    void ranksByWordingAloneWithoutAnEmbedder() {
        var ranked = new HybridRanker(TOOLS, Embedder.none()).rank("stock in the warehouses");
        assertThat(ranked.getFirst().index()).isEqualTo(2);
        assertThat(ranked.getFirst().meaning()).isZero();
    }

    @Test
    void scoresNothingWhenNoWordIsShared() {
        assertThat(new HybridRanker(TOOLS, Embedder.none())
                        .rank("tomorrow's sunshine")
                        .getFirst()
                        .score())
                .isZero();
    }

    @Test
    void findsByMeaningWhatSharesNoWord() throws InterruptedException {
        var embedder = BgeEmbedder.loading();
        assertThat(embedder.await(Duration.ofSeconds(60))).isTrue();
        var ranked = new HybridRanker(TOOLS, new CachedEmbedder(embedder, 100));
        assertThat(ranked.rank("which bills have customers not settled in time")
                        .getFirst()
                        .index())
                .isZero();
        assertThat(ranked.rank("how many goods do we hold").getFirst().index()).isEqualTo(2);
        assertThat(ranked.rank("bake a chocolate cake").getFirst().score()).isLessThan(0.3);
    }
}
