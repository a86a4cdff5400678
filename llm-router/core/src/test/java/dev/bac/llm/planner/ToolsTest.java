package dev.bac.llm.planner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.retrieval.CachedEmbedder;
import dev.bac.retrieval.Embedder;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToolsTest {
    private final Tools tools = new Tools(new CachedEmbedder(Embedder.none(), 1));

    /** Every agent that was handed a conversation learnt all tools anew, for seconds, since its own stood first. */
    @Test
    void agentsWithTheSameToolsShareWhatIsLearntOfThem() {
        var ship = ReachTest.tool("order_ship");
        var count = ReachTest.tool("stock_count");
        var one = tools.read(List.of(ship, count));
        var other = tools.read(List.of(count, ship));
        assertThat(one.likeness()).isSameAs(other.likeness());
        assertThat(one.labels()).containsExactly(0, 1);
        assertThat(other.labels()).containsExactly(1, 0);
    }
}
