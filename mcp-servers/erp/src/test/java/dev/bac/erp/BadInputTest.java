package dev.bac.erp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolAnswer;
import dev.bac.mcp.ToolInvocation;
import dev.bac.mcp.ToolJson;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Each tool with each of its arguments made wrong in each way: what is refused is refused by name and changes nothing,
 * what is taken is text that means nothing to the database. None of it is an error of ours.
 */
class BadInputTest {
    private static final Set<String> REFUSALS =
            Set.of("invalid", "not_found", "conflict", "ambiguous", "needs_approval");
    private static final String FOREIGN = "0198c0de-1111-7000-8000-000000000001";
    private static final List<String> VALUES = List.of(
            "{}",
            "[]",
            "[{}]",
            "[null]",
            "true",
            "-1",
            "0",
            "1e30",
            "1000000000000000000000000000000",
            "0.00000001",
            "\"NaN\"",
            "\"\"",
            "\" \"",
            "\"many\"",
            "\"-5\"",
            "\"1e30\"",
            "\"" + FOREIGN + "\"",
            "\"2026-02-29\"",
            "\"2016-12-31T23:59:60Z\"",
            "\"9999-12-31\"",
            "\"-0001-01-01\"",
            "\"XXX\"",
            "\"📦🇩🇪\"",
            "\"מלאי \\u202e abc\"",
            "\"'; DROP TABLE item; --\"",
            "\"=cmd|' /C calc'!A0\"",
            "\"%_\\\\\"",
            "\"a\\u0000b\"",
            "\"" + "x".repeat(5_000) + "\"");

    private static final Depot DEPOT = Depot.open();

    static List<String> tools() {
        return ErpServer.declare().tools().stream()
                .filter(tool -> !tool.hidden())
                .map(Tool::name)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("tools")
    void isRefusedByNameOrMeansNothing(String name) {
        Tool<?, ?> tool = ErpServer.declare().tools().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        ObjectNode valid =
                ToolJson.mapper().valueToTree(tool.examples().getFirst().arguments());
        var schema = DEPOT.server().server().find(name).orElseThrow().inputSchema();
        for (var field :
                ToolJson.mapper().readTree(schema.toString()).at("/properties").propertyNames()) {
            for (var value : VALUES) {
                var arguments = valid.deepCopy();
                arguments.set(field, ToolJson.mapper().readTree(value));
                check(name, field, arguments);
            }
        }
        assertThat(DEPOT.findings()).isEmpty();
    }

    private static void check(String tool, String field, JsonNode arguments) {
        var before = rows();
        var said = arguments.toString();
        var answer = DEPOT.server().call(ToolInvocation.of(tool, (ObjectNode) arguments));
        if (answer instanceof ToolAnswer.Refused refused) {
            assertThat(refused.code())
                    .as("%s: %s answers %s", field, said, refused.text())
                    .isIn(REFUSALS);
            // What only the database stops has no name and no remedy.
            assertThat(refused.text()).as(said).doesNotContain("Reference ");
            assertThat(refused.text()).as(said).matches("(?s)\\w[\\w.]*(\\[\\d+])?[\\w.]*: .+|.*argument.*");
            assertThat(rows()).as(said).isEqualTo(before);
        }
    }

    /** How many rows there are of what a call could leave half done. */
    private static String rows() {
        return DEPOT.server()
                .read(tx -> tx.sql().createQuery("""
                        SELECT concat_ws(' ', (SELECT count(*) FROM item), (SELECT count(*) FROM stock_move), (SELECT count(*) FROM lot),
                                         (SELECT count(*) FROM sales_order), (SELECT count(*) FROM order_line),
                                         (SELECT count(*) FROM purchase_order), (SELECT count(*) FROM quotation),
                                         (SELECT count(*) FROM transfer), (SELECT count(*) FROM count_line),
                                         (SELECT count(*) FROM price), (SELECT count(*) FROM bom_part), (SELECT count(*) FROM item_unit),
                                         (SELECT sum(last) FROM counter), (SELECT sum(reserved) FROM stock_balance))
                        """).mapTo(String.class).one());
    }
}
