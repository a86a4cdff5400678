package dev.bac.erp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolAnswer;
import dev.bac.mcp.ToolInvocation;
import dev.bac.mcp.ToolJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Each tool with each of its arguments, also those within lines, made wrong in each way, in a call that is right but for
 * it: what is refused is refused by the argument's name and changes nothing, what is taken is text that means nothing to
 * the database. None of it is an error of ours. {@code -Dhistories=1000} tries all of them, every build each seventh.
 */
class BadInputTest {
    private static final int STRIDE = Integer.getInteger("histories", 0) >= 1_000 ? 1 : 7;
    private static final Set<String> REFUSALS =
            Set.of("invalid", "invalid_arguments", "not_found", "conflict", "ambiguous", "idempotency_conflict");
    private static final String FOREIGN = "\"0198c0de-1111-7000-8000-000000000001\"";
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
            "1e400",
            FOREIGN,
            "\"2026-02-29\"",
            "\"2016-12-31T23:59:60Z\"",
            "\"9999-12-31\"",
            "\"-0001-01-01\"",
            "\"XXX\"",
            "\"📦🇩🇪\"",
            "\"מלאי \\u202e abc\"",
            "\"\\ud800\"",
            "\"'; DROP TABLE item; --\"",
            "\"=cmd|' /C calc'!A0\"",
            "\"%_\\\\\"",
            "\"a\\u0000b\"",
            "\"" + "x".repeat(5_000) + "\"");

    /** Arguments that nothing of some kind can be. */
    private static final Set<String> QUANTITIES =
            Set.of("quantity", "unitPrice", "unitCost", "accepted", "amount", "picked", "counted", "listPrice", "cost");

    private static final Set<String> NO_QUANTITY = Set.of(
            "{}", "true", "-1", "1e30", "1000000000000000000000000000000", "\"NaN\"", "\"many\"", "\"-5\"", "1e400");
    private static final Set<String> DAYS =
            Set.of("date", "expected", "from", "to", "validUntil", "expires", "validFrom");
    private static final Set<String> NO_DAY =
            Set.of("{}", "true", "-1", "\"many\"", "\"2026-02-29\"", "\"2016-12-31T23:59:60Z\"", "\"-0001-01-01\"");
    private static final Set<String> NAMES = Set.of(
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
            "what");

    /** Calls that are right, in the company below. What is not here has no arguments, or is right as its example says. */
    private static final String RIGHT = """
            erp_item_search|{"text":"monitor"}
            erp_item_save|{"name":"Chair","listPrice":"9","cost":"3","unit":"pcs","category":"Seats","units":[{"unit":"box","holds":4}]}
            erp_stock_levels|{"item":"monitor","warehouse":"Munich"}
            erp_stock_move|{"action":"receive","item":"monitor","quantity":2,"warehouse":"Munich","unitCost":"3","date":"2026-03-10","reason":"found"}
            erp_stock_history|{"item":"monitor","warehouse":"Munich","from":"2026-01-01","to":"2026-03-01"}
            erp_stock_value|{"item":"monitor"}
            erp_order_list|{"customer":"Acme"}
            erp_order_get|{"order":"SO-1001"}
            erp_order_create|{"customer":"Acme","warehouse":"Munich","date":"2026-03-10","lines":[{"item":"monitor","quantity":1,"unitPrice":"9.99","discount":"3"},{"item":"cable","quantity":1,"shippedBy":"Lumina"}]}
            erp_order_deliver|{"order":"SO-1001","date":"2026-03-16","lines":[{"item":"monitor","quantity":1}]}
            erp_order_return|{"delivery":"DN-1001","reason":"broken","date":"2026-03-16","lines":[{"item":"monitor","quantity":1}]}
            erp_order_update|{"order":"SO-1002","action":"confirm"}
            erp_lot_list|{"item":"Milk","warehouse":"Munich"}
            erp_lot_trace|{"item":"Milk","lot":"A"}
            erp_lot_move|{"action":"receive","item":"Milk","quantity":2,"warehouse":"Munich","date":"2026-03-10","lots":[{"lot":"B","quantity":2,"expires":"2026-12-31"}]}
            erp_price_set|{"item":"cable","unitPrice":"5","customer":"Acme","fromQuantity":10}
            erp_stock_cancel|{"what":"DN-1001","reason":"mistake"}
            erp_books_postings|{"limit":5}
            erp_books_notes|{"from":"2026-01-01","to":"2026-03-01","limit":5}
            erp_customer_put|{"id":"0198c0de-1111-7000-8000-000000000002","name":"Initech"}
            erp_purchase_list|{"supplier":"Lumina"}
            erp_purchase_get|{"order":"PO-1001"}
            erp_purchase_create|{"supplier":"Lumina","warehouse":"Munich","date":"2026-03-10","expected":"2026-03-20","lines":[{"item":"cable","quantity":3,"unitPrice":"3.335"}]}
            erp_purchase_update|{"order":"PO-1002","action":"cancel"}
            erp_purchase_receive|{"order":"PO-1002","date":"2026-03-16","lines":[{"item":"cable","accepted":2,"rejected":1}]}
            erp_purchase_return|{"receipt":"GR-1001","date":"2026-03-16","reason":"broken","lines":[{"item":"cable","quantity":1}]}
            erp_purchase_bill|{"order":"PO-1001","reference":"L-1","date":"2026-03-16","lines":[{"item":"cable","quantity":1,"net":"3.34"}]}
            erp_purchase_land|{"receipt":"GR-1001","amount":"5","reason":"freight"}
            erp_purchase_propose|{"supplier":"Lumina"}
            erp_supplier_save|{"name":"Lumina","leadDays":3,"tolerance":"2"}
            erp_bom_save|{"item":"cable","parts":[{"item":"SKU-1001","quantity":2}]}
            erp_bom_explode|{"item":"SKU-1002","quantity":2}
            erp_work_create|{"item":"SKU-1002","quantity":2,"warehouse":"Hamburg"}
            erp_work_update|{"order":"WO-1001","action":"make","quantity":1}
            erp_transfer_send|{"from":"Munich","to":"Hamburg","lines":[{"item":"monitor","quantity":1}]}
            erp_transfer_receive|{"transfer":"TF-1001","lines":[{"item":"SKU-1001","quantity":1}]}
            erp_transfer_list|{"limit":5}
            erp_count_create|{"warehouse":"Hamburg","items":["SKU-1002"]}
            erp_count_enter|{"sheet":"CS-1001","lines":[{"item":"monitor","counted":3}]}
            erp_count_get|{"sheet":"CS-1001"}
            erp_count_post|{"sheet":"CS-1002"}
            erp_warehouse_save|{"name":"Aisle","within":"Munich"}
            erp_quote_create|{"customer":"Acme","lines":[{"item":"monitor","quantity":2}],"validDays":7}
            erp_quote_update|{"quotation":"QT-1001","action":"accept"}
            erp_quote_list|{"customer":"Acme"}
            erp_pick_create|{"orders":["SO-1001"]}
            erp_pick_enter|{"list":"PK-1001","lines":[{"item":"monitor","order":"SO-1003","picked":1,"reason":"short"}]}
            erp_pick_deliver|{"list":"PK-1002","date":"2026-03-16"}
            erp_pick_get|{"list":"PK-1001"}
            erp_pick_list|{"warehouse":"Munich","limit":5}
            erp_drop_order|{"order":"SO-1004","expected":"2026-03-20","prices":[{"item":"cable","unitPrice":"3"}]}
            erp_drop_deliver|{"purchase":"PO-1003","date":"2026-03-16","lines":[{"item":"cable","quantity":1}]}
            """;

    private final Depot depot = company();
    private final List<String> wrong = new ArrayList<>();
    private int number;
    private int calls;

    @Test
    void isRefusedByNameOrMeansNothing() {
        var right = right();
        var before = rows();
        for (var tool : ErpServer.declare().tools()) {
            if (!tool.hidden() && tool.arguments().getRecordComponents().length > 0) {
                matrix(tool, right.get(tool.name()));
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(calls).isGreaterThan(6_000 / STRIDE);
        assertThat(rows()).isEqualTo(before);
        assertThat(depot.findings()).isEmpty();
    }

    static Map<String, ObjectNode> right() {
        var right = new TreeMap<String, ObjectNode>();
        RIGHT.lines()
                .forEach(line ->
                        right.put(line.substring(0, line.indexOf('|')), object(line.substring(line.indexOf('|') + 1))));
        return right;
    }

    private void matrix(Tool<?, ?> tool, ObjectNode right) {
        assertThat(right).as("a right call of %s", tool.name()).isNotNull();
        if (tried(tool, right) instanceof ToolAnswer.Refused refused) {
            wrong.add(tool.name() + " " + right + " should be right: " + refused.text());
            return;
        }
        for (var argument : tool.arguments().getRecordComponents()) {
            for (var value : VALUES) {
                var arguments = right.deepCopy();
                arguments.set(argument.getName(), ToolJson.mapper().readTree(value));
                check(tool, argument.getName(), value, arguments);
            }
            if (right.get(argument.getName()) instanceof ArrayNode list && list.get(0) instanceof ObjectNode line) {
                for (var field : line.propertyNames()) {
                    for (var value : VALUES) {
                        var arguments = right.deepCopy();
                        ((ObjectNode) arguments.get(argument.getName()).get(0))
                                .set(field, ToolJson.mapper().readTree(value));
                        check(tool, field, value, arguments);
                    }
                }
            }
        }
    }

    private void check(Tool<?, ?> tool, String field, String value, ObjectNode arguments) {
        if (number++ % STRIDE != 0) {
            return;
        }
        calls++;
        var said = arguments.toString();
        var shown = tool.name() + " " + said.substring(0, Math.min(said.length(), 300));
        var answer = tried(tool, arguments);
        if (!(answer instanceof ToolAnswer.Refused refused)) {
            if (nothing(field, value)) {
                wrong.add(shown + " is taken");
            }
            return;
        }
        if (!REFUSALS.contains(refused.code()) || refused.text().contains("Reference ")) {
            wrong.add(shown + " answers " + refused.code() + " " + refused.text());
        } else if (!refused.text().toLowerCase(java.util.Locale.ROOT).contains(field.toLowerCase(java.util.Locale.ROOT))
                && !refused.text().matches("(?s)\\w[\\w.]*(\\[\\d+])?[\\w.]*: .+")) {
            wrong.add(shown + " does not name the argument: " + refused.text());
        }
        var before = tool.effect() == dev.bac.mcp.Effect.READ ? "" : rows();
        depot.server().call(ToolInvocation.of(tool.name(), arguments));
        if (!before.isEmpty() && !rows().equals(before)) {
            wrong.add(shown + " changed " + before + " to " + rows());
        }
    }

    /** What can be no such thing must be refused. */
    private static boolean nothing(String field, String value) {
        return QUANTITIES.contains(field) && NO_QUANTITY.contains(value)
                || DAYS.contains(field) && NO_DAY.contains(value)
                || NAMES.contains(field) && value.equals(FOREIGN);
    }

    /** What it would come to. */
    private ToolAnswer tried(Tool<?, ?> tool, ObjectNode arguments) {
        var call = arguments.deepCopy();
        if (tool.effect() != dev.bac.mcp.Effect.READ) {
            call.put("dry_run", true);
        }
        return depot.server().call(ToolInvocation.of(tool.name(), call));
    }

    private static ObjectNode object(String json) {
        JsonNode read = ToolJson.mapper().readTree(json);
        return (ObjectNode) read;
    }

    /** How many rows there are of what a call could leave half done. */
    private String rows() {
        return depot.server()
                .read(tx -> tx.sql().createQuery("""
                        SELECT concat_ws(' ', (SELECT count(*) FROM item), (SELECT count(*) FROM stock_move), (SELECT count(*) FROM lot),
                                         (SELECT count(*) FROM sales_order), (SELECT count(*) FROM order_line),
                                         (SELECT count(*) FROM purchase_order), (SELECT count(*) FROM quotation),
                                         (SELECT count(*) FROM transfer), (SELECT count(*) FROM count_line),
                                         (SELECT count(*) FROM price), (SELECT count(*) FROM bom_part), (SELECT count(*) FROM item_unit),
                                         (SELECT count(*) FROM pick_line), (SELECT count(*) FROM goods_line),
                                         (SELECT count(*) FROM supplier_bill), (SELECT count(*) FROM outbox),
                                         (SELECT sum(last) FROM counter), (SELECT sum(reserved) FROM stock_balance),
                                         (SELECT sum(value) FROM stock_worth))
                        """).mapTo(String.class).one());
    }

    static Depot company() {
        var depot = Depot.open();
        depot.ok("erp_supplier_save", "{\"name\":\"Lumina\"}");
        depot.ok("erp_item_save", "{\"name\":\"Milk\",\"listPrice\":\"9\",\"cost\":\"3\",\"tracking\":\"lot\"}");
        depot.ok("erp_lot_move", """
                {"action":"receive","item":"Milk","quantity":9,"warehouse":"Munich","lots":[{"lot":"A","quantity":9}]}
                """);
        depot.ok("erp_order_create", """
                {"customer":"Acme","item":"monitor","quantity":3,"warehouse":"Munich","date":"2026-03-10"}
                """);
        depot.ok("erp_order_deliver", "{\"order\":\"SO-1001\",\"lines\":[{\"item\":\"monitor\",\"quantity\":1}]}");
        depot.ok(
                "erp_order_create",
                "{\"customer\":\"Acme\",\"item\":\"monitor\",\"quantity\":1,\"draft\":true,\"warehouse\":\"Munich\"}");
        depot.ok("erp_order_create", """
                {"customer":"Acme","item":"monitor","quantity":1,"warehouse":"Munich","date":"2026-03-10"}
                """);
        for (int i = 0; i < 2; i++) {
            depot.ok("erp_order_create", """
                    {"customer":"Acme","lines":[{"item":"cable","quantity":4,"shippedBy":"Lumina"}]}
                    """);
        }
        for (int i = 0; i < 2; i++) {
            depot.ok("erp_purchase_create", """
                    {"supplier":"Lumina","item":"cable","quantity":5,"warehouse":"Munich","date":"2026-03-10"}
                    """);
        }
        depot.ok("erp_purchase_receive", "{\"order\":\"PO-1001\",\"date\":\"2026-03-12\"}");
        depot.ok("erp_drop_order", "{\"order\":\"SO-1005\"}");
        depot.ok("erp_pick_create", "{\"orders\":[\"SO-1003\"]}");
        depot.ok("erp_order_create", """
                {"customer":"Acme","item":"monitor","quantity":1,"warehouse":"Munich","date":"2026-03-10"}
                """);
        depot.ok("erp_pick_create", "{\"orders\":[\"SO-1006\"]}");
        depot.ok("erp_pick_enter", "{\"list\":\"PK-1002\",\"rest\":true}");
        depot.ok("erp_bom_save", "{\"item\":\"SKU-1002\",\"parts\":[{\"item\":\"SKU-1001\",\"quantity\":2}]}");
        depot.ok("erp_work_create", "{\"item\":\"SKU-1002\",\"quantity\":2,\"warehouse\":\"Hamburg\"}");
        depot.ok("erp_transfer_send", """
                {"from":"Hamburg","to":"Munich","lines":[{"item":"SKU-1001","quantity":4}]}
                """);
        depot.ok("erp_count_create", "{\"warehouse\":\"Munich\",\"items\":[\"monitor\"]}");
        depot.ok("erp_count_create", "{\"warehouse\":\"Munich\",\"items\":[\"cable\"]}");
        depot.ok("erp_count_enter", "{\"sheet\":\"CS-1002\",\"lines\":[{\"item\":\"cable\",\"counted\":3}]}");
        depot.ok("erp_quote_create", "{\"customer\":\"Acme\",\"lines\":[{\"item\":\"monitor\",\"quantity\":2}]}");
        return depot;
    }
}
