package dev.bac.llm.planner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.llm.Message;
import dev.bac.llm.Part;
import dev.bac.llm.planner.evaluation.CompanySet;
import dev.bac.retrieval.CachedEmbedder;
import dev.bac.retrieval.Embedder;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class FollowUpTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Planner planner;

    FollowUpTest() throws IOException {
        var embedder = new CachedEmbedder(Embedder.none(), 1);
        planner = new Planner(
                new Tools(embedder).read(CompanySet.tools()),
                embedder,
                LocalDate.of(2026, 11, 16),
                ZoneId.of("UTC"),
                "DE");
    }

    @Test
    void asksTheLastQuestionAgainWithTheNewValue() {
        var again = after("erp_stock_levels", "{\"item\":\"monitors\",\"warehouse\":\"Hamburg\"}", "And in Munich?");
        assertThat(again).contains((ObjectNode) JSON.readTree("{\"item\":\"monitors\",\"warehouse\":\"Munich\"}"));
    }

    @Test
    void keepsWhatWasSaidAndNarrowsIt() {
        var again = after("finance_invoice_list", "{\"customer\":\"Globex\"}", "only the overdue ones");
        assertThat(again.orElseThrow().path("customer").asString()).isEqualTo("Globex");
        assertThat(again.orElseThrow().path("status").asString()).isEqualTo("OVERDUE");
    }

    @Test
    void neverRepeatsWhatChangesSomething() {
        assertThat(after("erp_order_ship", "{\"order\":\"SO-1001\"}", "and SO-1002?"))
                .isEmpty();
    }

    @Test
    void takesAWholeSentenceForARequestOfItsOwn() {
        assertThat(after("finance_invoice_list", "{}", "Which leads are open?")).isEmpty();
        assertThat(after("finance_invoice_list", "{}", "And then write to Globex that we wait for the money since May"))
                .isEmpty();
    }

    @Test
    void repeatsNothingWithoutAQuestionBefore() {
        assertThat(FollowUp.of(planner, new Conversation(List.of()), "and in Munich?"))
                .isEmpty();
    }

    private Optional<ObjectNode> after(String tool, String arguments, String said) {
        var call = new Part.ToolCall("c1", tool, (ObjectNode) JSON.readTree(arguments));
        var before = new Conversation(List.of(
                Message.User.of("the question before"),
                new Message.Assistant(List.of(call)),
                new Message.ToolResults(List.of(new Part.ToolResult("c1", tool, "1 found.", false)))));
        return FollowUp.of(planner, before, said).map(choice -> ((Choice.Call) choice).arguments());
    }
}
