package dev.bac.llm.planner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.llm.ToolDefinition;
import dev.bac.llm.planner.slots.Context;
import dev.bac.llm.planner.slots.ToolShape;
import dev.bac.llm.planner.words.Sentence;
import dev.bac.retrieval.CachedEmbedder;
import dev.bac.retrieval.Embedder;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class ColleaguesTest {
    private static final ToolDefinition SHIP = ReachTest.tool("order_ship");
    private static final ToolDefinition COUNT = ReachTest.tool("stock_count");
    private static final ToolDefinition DEPOT = ReachTest.handover("handoff_depot", SHIP, COUNT);
    private static final ToolDefinition ORDERS = ReachTest.handover("handoff_orders", SHIP);

    @Test
    void handsOverToTheOnlyOneWhoCan() {
        assertThat(handover(List.of(DEPOT, ORDERS), "count the stock", COUNT)).contains("handoff_depot");
    }

    @Test
    void prefersWhoCanDoTheNextStepsAsWell() {
        assertThat(handover(List.of(ORDERS, DEPOT), "ship it", SHIP, COUNT)).contains("handoff_depot");
    }

    @Test
    void prefersWhoseNameTheSentenceSaysWhenBothCan() {
        assertThat(handover(List.of(DEPOT, ORDERS), "ship the orders", SHIP)).contains("handoff_orders");
    }

    @Test
    void handsNothingOverThatIsAtHand() {
        var colleagues = colleagues(List.of(SHIP, DEPOT));
        assertThat(colleagues.away(call(SHIP))).isFalse();
        assertThat(colleagues.away(call(COUNT))).isTrue();
        assertThat(colleagues.handover(call(SHIP), List.of(), said("ship"), List.of()))
                .isEmpty();
    }

    @Test
    void handsNothingOverWhenNoToolIsMeant() {
        var nothing = new Choice.Nothing("sing", false);
        assertThat(colleagues(List.of(DEPOT)).handover(nothing, List.of(), said("sing"), List.of()))
                .isEmpty();
    }

    @Test
    void passesOverWhoHasFixedAnArgumentOtherwiseThanItWasSaid() {
        var transfer = fixed("move", "transfer");
        var scrap = fixed("move", "write_off");
        var offered = List.of(ReachTest.handover("handoff_one", transfer), ReachTest.handover("handoff_two", scrap));
        for (var action : List.of("transfer", "write_off")) {
            var wanted = JsonNodeFactory.instance.objectNode().put("action", action);
            var choice = new Choice.Call(ToolShape.of(transfer), wanted);
            assertThat(colleagues(offered)
                            .handover(choice, List.of(), said("do it"), List.of())
                            .map(ToolDefinition::name))
                    .contains(action.equals("transfer") ? "handoff_one" : "handoff_two");
        }
    }

    @Test
    void givesARequestThatCameBackOnlyToWhoHasTheVeryTool() {
        var choice = call(COUNT);
        assertThat(colleagues(List.of(ORDERS, DEPOT))
                        .another(choice, List.of(), said("orders"), List.of())
                        .map(ToolDefinition::name))
                .contains("handoff_depot");
    }

    private static ToolDefinition fixed(String name, String action) {
        var schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        schema.putObject("properties").putObject("action").put("type", "string").put("const", action);
        var none = JsonNodeFactory.instance.objectNode();
        return new ToolDefinition(name, "", name, schema, none, false, List.of(), List.of());
    }

    private static Optional<String> handover(
            List<ToolDefinition> offered, String said, ToolDefinition first, ToolDefinition... rest) {
        var later = List.of(rest).stream().<Choice>map(ColleaguesTest::call).toList();
        return colleagues(offered)
                .handover(call(first), later, said(said), List.of())
                .map(ToolDefinition::name);
    }

    private static Colleagues colleagues(List<ToolDefinition> offered) {
        var embedder = new CachedEmbedder(Embedder.none(), 1);
        return new Colleagues(Reach.of(offered), new Tools(embedder), embedder);
    }

    private static Choice call(ToolDefinition tool) {
        return new Choice.Call(ToolShape.of(tool), JsonNodeFactory.instance.objectNode());
    }

    private static Context said(String text) {
        return new Context(Sentence.of(text), List.of(), ZoneId.of("UTC"), (_, _) -> Optional.empty());
    }
}
