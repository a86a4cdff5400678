package dev.bac.erp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.mcp.testing.Everything;
import dev.bac.mcp.testing.WrongArguments;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@link WrongArguments} of all tools; {@code -Dhistories=1000} tries all of them, every build each seventh. */
class BadInputTest {
    private static final int STRIDE = Integer.getInteger("histories", 0) >= 1_000 ? 1 : 7;
    private static final Set<String> QUANTITIES =
            Set.of("quantity", "unitPrice", "unitCost", "accepted", "amount", "picked", "counted", "listPrice", "cost");
    private static final WrongArguments.Kinds KINDS = new WrongArguments.Kinds(
            QUANTITIES,
            Set.of("date", "expected", "from", "to", "validUntil", "expires", "validFrom"),
            Set.of(
                    "item",
                    "warehouse",
                    "toWarehouse",
                    "order",
                    "supplier",
                    "customer",
                    "purchase",
                    "delivery",
                    "receipt",
                    "transfer",
                    "sheet",
                    "list",
                    "quotation",
                    "shippedBy",
                    "what"),
            Set.of("currency"));

    private final Depot depot = BusyDepot.open();

    @Test
    void isRefusedByNameOrMeansNothing() {
        var before = Everything.of(depot.server());
        var wrong = new WrongArguments(depot.server(), BusyDepot.right(), KINDS, STRIDE);
        var tools = ErpServer.declare().tools().stream()
                .filter(tool -> !tool.hidden())
                .toList();
        assertThat(wrong.of(tools)).isEmpty();
        assertThat(wrong.calls()).isGreaterThan(6_000 / STRIDE);
        assertThat(Everything.of(depot.server())).isEqualTo(before);
        assertThat(depot.findings()).isEmpty();
    }

    /** Nothing is moved, counted or priced below zero. */
    @Test
    void noQuantityIsBelowZero() {
        var taken = new ArrayList<String>();
        BusyDepot.right().forEach((tool, call) -> {
            for (var holder : holders(call)) {
                for (var field : List.copyOf(holder.propertyNames())) {
                    if (QUANTITIES.contains(field)) {
                        var right = holder.get(field);
                        holder.put(field, "-5");
                        if (!(depot.server()
                                        .call(tool, call.put("dry_run", true).toString())
                                instanceof dev.bac.mcp.ToolAnswer.Refused)) {
                            taken.add(tool + " " + call);
                        }
                        holder.set(field, right);
                    }
                }
            }
        });
        assertThat(taken).isEmpty();
    }

    /** The call and the first of each of its lists of lines. */
    private static List<ObjectNode> holders(ObjectNode call) {
        var holders = new ArrayList<ObjectNode>(List.of(call));
        for (JsonNode value : call) {
            if (value instanceof ArrayNode list && list.get(0) instanceof ObjectNode line) {
                holders.add(line);
            }
        }
        return holders;
    }
}
