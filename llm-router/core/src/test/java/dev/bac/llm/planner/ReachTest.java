package dev.bac.llm.planner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.llm.ToolDefinition;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class ReachTest {
    private static final ToolDefinition SHIP = tool("order_ship");
    private static final ToolDefinition COUNT = tool("stock_count");

    @Test
    void ordersToolsByNameWhoeverHasThem() {
        var reach = Reach.of(List.of(handover("handoff_depot", SHIP), COUNT));
        assertThat(reach.tools()).extracting(ToolDefinition::name).containsExactly("order_ship", "stock_count");
    }

    @Test
    void needsNoHandoverForAToolThatIsAtHandToo() {
        var reach = Reach.of(List.of(handover("handoff_depot", SHIP, COUNT), SHIP));
        assertThat(reach.handovers("order_ship")).isEmpty();
        assertThat(reach.handovers("stock_count"))
                .extracting(ToolDefinition::name)
                .containsExactly("handoff_depot");
    }

    @Test
    void knowsEveryColleagueWhoHasATool() {
        var reach = Reach.of(List.of(handover("handoff_depot", SHIP), handover("handoff_sales", SHIP)));
        assertThat(reach.tools()).hasSize(1);
        assertThat(reach.handovers("order_ship"))
                .extracting(ToolDefinition::name)
                .containsExactly("handoff_depot", "handoff_sales");
    }

    @Test
    void reachesNothingThroughAToolThatNobodyHas() {
        assertThat(Reach.of(List.of(COUNT)).handovers("order_ship")).isEmpty();
    }

    static ToolDefinition tool(String name) {
        return handover(name);
    }

    static ToolDefinition handover(String name, ToolDefinition... leadsTo) {
        ObjectNode none = JsonNodeFactory.instance.objectNode();
        return new ToolDefinition(
                name, "", name.replace('_', ' '), none, none, leadsTo.length > 0, List.of(), List.of(leadsTo));
    }
}
