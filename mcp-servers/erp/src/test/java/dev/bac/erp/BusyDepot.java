package dev.bac.erp;

import dev.bac.mcp.testing.TestServer;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/** A company with one of everything that a depot has, and for each tool a call that is right in it. */
final class BusyDepot {
    /** Calls that are right, in that company. What is not here has no arguments, or is right as its example says. */
    private static final String RIGHT = """
            erp_item_search|{"text":"monitor"}
            erp_item_save|{"name":"Chair","sku":"CHAIR-1","listPrice":"9","cost":"3","unit":"pcs","category":"Seats","units":[{"unit":"box","holds":4}]}
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

    private BusyDepot() {}

    static Map<String, ObjectNode> right() {
        var right = new TreeMap<String, ObjectNode>();
        RIGHT.lines()
                .forEach(line -> right.put(
                        line.substring(0, line.indexOf('|')), TestServer.parse(line.substring(line.indexOf('|') + 1))));
        return right;
    }

    static Depot open() {
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
