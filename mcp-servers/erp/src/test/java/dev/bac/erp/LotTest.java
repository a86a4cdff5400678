package dev.bac.erp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Units, variants, lots and serial numbers through the tools. */
class LotTest {
    private final Depot depot = Depot.open();

    @Test
    void boughtInCartonsAndSoldInPiecesNothingIsLostOnTheWay() {
        item("Bulb", "\"units\":[{\"unit\":\"carton\",\"holds\":\"24\"}]");
        depot.ok("erp_supplier_save", "{\"name\":\"Lumina\"}");
        var order = depot.ok(
                "erp_purchase_create",
                "{\"supplier\":\"Lumina\",\"item\":\"Bulb\",\"quantity\":2,\"unit\":\"cartons\",\"unitPrice\":\"10.00\",\"warehouse\":\"Munich\"}");
        // A carton costs 10.00, so one bulb 0.416667; both cartons cost 20.00 all the same.
        assertThat(order.at("/order/total/amount").stringValue()).isEqualTo("20.00");
        assertThat(order.at("/lines/0/quantity").stringValue()).isEqualTo("48");
        depot.ok(
                "erp_purchase_receive",
                "{\"order\":\"PO-1001\",\"lines\":[{\"item\":\"Bulb\",\"accepted\":1,\"unit\":\"carton\"}]}");
        assertThat(onHand("Bulb")).isEqualTo("24");
        depot.ok("erp_purchase_receive", "{\"order\":\"PO-1001\"}");
        var sold = depot.ok("erp_order_create", "{\"customer\":\"Acme\",\"item\":\"Bulb\",\"quantity\":\"30\"}");
        assertThat(sold.at("/order/total/amount").stringValue()).isEqualTo("270.00");
        depot.ok("erp_order_deliver", "{\"order\":\"SO-1001\"}");
        // 30 of 48 for 20.00 are 12.50.
        assertThat(value("Bulb")).isEqualTo("7.50");
        assertThat(refused(
                        "erp_lot_move",
                        "{\"action\":\"ship\",\"item\":\"Bulb\",\"quantity\":\"0.0001\",\"warehouse\":\"Munich\"}"))
                .contains("more than 3 decimals");
        assertThat(
                        refused(
                                "erp_lot_move",
                                "{\"action\":\"ship\",\"item\":\"Bulb\",\"quantity\":1,\"unit\":\"pallet\",\"warehouse\":\"Munich\"}"))
                .contains("unit: ")
                .contains("carton (of 24)");
        assertThat(depot.findings()).isEmpty();
    }

    @Test
    void aQuantityThatDoesNotConvertExactlyIsRefusedAndNeverRounded() {
        item("Cable drum", "\"unit\":\"m\",\"units\":[{\"unit\":\"ft\",\"holds\":\"0.3048\"}]");
        var move =
                "{\"action\":\"receive\",\"item\":\"Cable drum\",\"quantity\":\"%s\",\"unit\":\"ft\",\"warehouse\":\"Munich\"}";
        assertThat(refused("erp_lot_move", move.formatted("1")))
                .contains("0.3048 m")
                .contains("give the quantity in m");
        depot.ok("erp_lot_move", move.formatted("1000"));
        assertThat(onHand("Cable drum")).isEqualTo("304.8");
        assertThat(depot.findings()).isEmpty();
    }

    @Test
    void aCartonSoldAtItsOwnPriceIsInvoicedAtThatPrice() {
        item("Bulb", "\"units\":[{\"unit\":\"box\",\"holds\":\"3\"}]");
        receive("Bulb", "9", "");
        var order = depot.ok(
                "erp_order_create",
                "{\"customer\":\"Acme\",\"lines\":[{\"item\":\"Bulb\",\"quantity\":3,\"unit\":\"box\",\"unitPrice\":\"10.00\"}]}");
        assertThat(order.at("/order/total/amount").stringValue()).isEqualTo("30.00");
        assertThat(order.at("/lines/0/quantity").stringValue()).isEqualTo("9");
        assertThat(order.at("/lines/0/unitPrice").stringValue()).isEqualTo("3.3333");
        assertThat(order.at("/summary").stringValue()).contains("3 box (9 pcs)");
        // Seven of nine, then the rest: 23.33 and 6.67.
        var first =
                depot.ok("erp_order_deliver", "{\"order\":\"SO-1001\",\"lines\":[{\"item\":\"Bulb\",\"quantity\":7}]}");
        assertThat(first.at("/lines/0/delivered").stringValue()).isEqualTo("7");
        depot.ok("erp_order_deliver", "{\"order\":\"SO-1001\"}");
        assertThat(depot.findings()).isEmpty();
    }

    @Test
    void variantsAreDealtInAndTheirTemplateIsNot() {
        item("Shirt", "\"units\":[{\"unit\":\"dozen\",\"holds\":12}]");
        var red = depot.ok(
                "erp_item_save",
                "{\"variantOf\":\"Shirt\",\"attributes\":[{\"name\":\"Colour\",\"value\":\"red\"},{\"name\":\"Size\",\"value\":\"M\"}]}");
        assertThat(red.at("/item/name").stringValue()).isEqualTo("Shirt, red, M");
        assertThat(red.at("/item/listPrice/amount").stringValue()).isEqualTo("9.00");
        depot.ok(
                "erp_item_save",
                "{\"variantOf\":\"Shirt\",\"attributes\":[{\"name\":\"size\",\"value\":\"L\"},{\"name\":\"colour\",\"value\":\"red\"}]}");
        assertThat(
                        refused(
                                "erp_item_save",
                                "{\"variantOf\":\"Shirt\",\"attributes\":[{\"name\":\"size\",\"value\":\"M\"},{\"name\":\"colour\",\"value\":\"red\"}]}"))
                .contains("is this variant already");
        assertThat(refused(
                        "erp_item_save",
                        "{\"variantOf\":\"Shirt\",\"attributes\":[{\"name\":\"size\",\"value\":\"S\"}]}"))
                .contains("differ by colour, size");
        var template = depot.ok("erp_item_search", "{\"text\":\"Shirt\"}")
                .at("/items/0/sku")
                .stringValue();
        assertThat(refused(
                        "erp_lot_move",
                        "{\"action\":\"receive\",\"item\":\"%s\",\"quantity\":1,\"warehouse\":\"Munich\"}"
                                .formatted(template)))
                .contains("has variants")
                .contains("Shirt, red, M");
        receive("Shirt, red, M", "2", ",\"unit\":\"dozen\"");
        assertThat(onHand("Shirt, red, M")).isEqualTo("24");
        assertThat(refused(
                        "erp_item_save",
                        "{\"variantOf\":\"monitor\",\"attributes\":[{\"name\":\"size\",\"value\":\"S\"}]}"))
                .contains("bought, sold or made itself");
        assertThat(depot.findings()).isEmpty();
    }

    @Test
    void whatExpiresFirstLeavesFirstAndWhatHasExpiredNotAtAll() {
        item("Milk", "\"tracking\":\"lot\"");
        assertThat(refused(
                        "erp_lot_move",
                        "{\"action\":\"receive\",\"item\":\"Milk\",\"quantity\":10,\"warehouse\":\"Munich\"}"))
                .contains("lots: is missing");
        lot("Milk", "A", "10", "2026-03-20");
        lot("Milk", "B", "10", "2026-03-18");
        lot("Milk", "C", "10", "2026-03-10");
        // Of 30, ten have expired: 12 are ten of B and two of A.
        depot.ok("erp_order_create", "{\"customer\":\"Acme\",\"item\":\"Milk\",\"quantity\":12}");
        depot.ok("erp_order_deliver", "{\"order\":\"SO-1001\"}");
        assertThat(lots("Milk")).isEqualTo("C 10, A 8");
        assertThat(refused(
                        "erp_lot_move",
                        "{\"action\":\"ship\",\"item\":\"Milk\",\"quantity\":9,\"warehouse\":\"Munich\"}"))
                .contains("only 8 of")
                .contains("expired");
        assertThat(
                        refused(
                                "erp_lot_move",
                                "{\"action\":\"ship\",\"item\":\"Milk\",\"quantity\":1,\"warehouse\":\"Munich\",\"lots\":[{\"lot\":\"C\"}]}"))
                .contains("expired on 2026-03-10");
        depot.ok(
                "erp_lot_move",
                "{\"action\":\"write_off\",\"item\":\"Milk\",\"quantity\":10,\"warehouse\":\"Munich\",\"reason\":\"expired\",\"lots\":[{\"lot\":\"c\",\"quantity\":10}]}");
        assertThat(lots("Milk")).isEqualTo("A 8");
        assertThat(
                        refused(
                                "erp_lot_move",
                                "{\"action\":\"receive\",\"item\":\"Milk\",\"quantity\":1,\"warehouse\":\"Munich\",\"lots\":[{\"lot\":\"A\",\"expires\":\"2027-01-01\"}]}"))
                .contains("known to expire on 2026-03-20");
        // What comes back goes to the lot it was of, and cancelling the delivery takes both lots back.
        depot.ok(
                "erp_order_return",
                "{\"delivery\":\"DN-1001\",\"lines\":[{\"item\":\"Milk\",\"quantity\":2,\"lots\":[{\"lot\":\"B\",\"quantity\":2}]}]}");
        assertThat(lots("Milk")).isEqualTo("B 2, A 8");
        depot.ok("erp_stock_cancel", "{\"what\":\"RT-1001\",\"reason\":\"mistake\"}");
        depot.ok("erp_stock_cancel", "{\"what\":\"DN-1001\",\"reason\":\"mistake\"}");
        assertThat(lots("Milk")).isEqualTo("B 10, A 10");
        assertThat(depot.findings()).isEmpty();
    }

    @Test
    void aSerialNumberIsOneThingInOnePlace() {
        item("Server", "\"tracking\":\"serial\"");
        receive("Server", "2", ",\"lots\":[{\"lot\":\"S1\"},{\"lot\":\"S2\"}]");
        assertThat(
                        refused(
                                "erp_lot_move",
                                "{\"action\":\"receive\",\"item\":\"Server\",\"quantity\":1,\"warehouse\":\"Hamburg\",\"lots\":[{\"lot\":\"s1\"}]}"))
                .contains("Hamburg and Munich at once");
        assertThat(
                        refused(
                                "erp_lot_move",
                                "{\"action\":\"receive\",\"item\":\"Server\",\"quantity\":3,\"warehouse\":\"Hamburg\",\"lots\":[{\"lot\":\"S3\",\"quantity\":3}]}"))
                .contains("each is one");
        depot.ok(
                "erp_order_create",
                "{\"customer\":\"Acme\",\"item\":\"Server\",\"quantity\":1,\"warehouse\":\"Munich\"}");
        assertThat(refused("erp_order_deliver", "{\"order\":\"SO-1001\"}")).contains("S1, S2");
        depot.ok(
                "erp_order_deliver",
                "{\"order\":\"SO-1001\",\"lines\":[{\"item\":\"Server\",\"quantity\":1,\"lots\":[{\"lot\":\"S2\"}]}]}");
        assertThat(
                        refused(
                                "erp_lot_move",
                                "{\"action\":\"receive\",\"item\":\"Server\",\"quantity\":1,\"warehouse\":\"Munich\",\"lots\":[{\"lot\":\"S2\"}]}"))
                .contains("it is one thing in one place");
        depot.ok(
                "erp_lot_move",
                "{\"action\":\"transfer\",\"item\":\"Server\",\"quantity\":1,\"warehouse\":\"Munich\",\"toWarehouse\":\"Hamburg\",\"lots\":[{\"lot\":\"S1\"}]}");
        depot.ok("erp_order_return", "{\"delivery\":\"DN-1001\"}");
        assertThat(lots("Server")).isEqualTo("S1 1, S2 1");
        var trace = depot.ok("erp_lot_trace", "{\"item\":\"Server\",\"lot\":\"S2\"}");
        assertThat(trace.at("/moves").valueStream().map(move -> move.at("/kind").stringValue()))
                .containsExactly("receive", "ship", "return");
        assertThat(trace.at("/moves/1/who").stringValue()).isEqualTo("Acme");
        assertThat(depot.findings()).isEmpty();
    }

    @Test
    void aBackdatedReceiptOfALotBeforeItsCountLeavesTheCountTrue() {
        item("Milk", "\"tracking\":\"lot\"");
        lot("Milk", "A", "10", "2026-09-20");
        depot.ok(
                "erp_lot_move",
                "{\"action\":\"adjust\",\"item\":\"Milk\",\"quantity\":7,\"warehouse\":\"Munich\",\"date\":\"2026-03-10\",\"reason\":\"count\",\"lots\":[{\"lot\":\"A\"}]}");
        receive("Milk", "5", ",\"date\":\"2026-03-05\",\"lots\":[{\"lot\":\"A\",\"quantity\":5}]");
        assertThat(lots("Milk")).isEqualTo("A 7");
        // Another lot was not counted: it stays.
        receive("Milk", "5", ",\"date\":\"2026-03-05\",\"lots\":[{\"lot\":\"B\",\"quantity\":5}]");
        assertThat(lots("Milk")).isEqualTo("A 7, B 5");
        assertThat(depot.findings()).isEmpty();
    }

    @Test
    void aRecallFindsWhereALotWentAndWhatWasMadeOfIt() {
        item("Flour", "\"tracking\":\"lot\"");
        item("Bread", "\"tracking\":\"lot\"");
        lot("Flour", "F1", "10", "2026-12-01");
        depot.ok("erp_bom_save", "{\"item\":\"Bread\",\"parts\":[{\"item\":\"Flour\",\"quantity\":2}]}");
        depot.ok("erp_work_create", "{\"item\":\"Bread\",\"quantity\":3,\"warehouse\":\"Munich\"}");
        assertThat(refused("erp_work_update", "{\"order\":\"WO-1001\",\"action\":\"make\"}"))
                .contains("lots: is missing");
        depot.ok(
                "erp_work_update",
                "{\"order\":\"WO-1001\",\"action\":\"make\",\"lots\":[{\"lot\":\"B1\",\"quantity\":3,\"expires\":\"2026-03-19\"}]}");
        assertThat(lots("Flour")).isEqualTo("F1 4");
        var trace = depot.ok("erp_lot_trace", "{\"item\":\"Flour\",\"lot\":\"F1\"}");
        assertThat(trace.at("/moves/1/document").stringValue()).isEqualTo("WO-1001");
        assertThat(depot.ok("erp_lot_list", "{\"expiringBy\":\"2026-03-31\"}")
                        .at("/lots/0/lot")
                        .stringValue())
                .isEqualTo("B1");
        assertThat(depot.findings()).isEmpty();
    }

    private void item(String name, String more) {
        depot.ok("erp_item_save", "{\"name\":\"%s\",\"listPrice\":\"9\",\"cost\":\"3\",%s}".formatted(name, more));
    }

    private void lot(String item, String lot, String quantity, String expires) {
        receive(
                item,
                quantity,
                ",\"date\":\"2026-03-01\",\"lots\":[{\"lot\":\"%s\",\"quantity\":%s,\"expires\":\"%s\"}]"
                        .formatted(lot, quantity, expires));
    }

    private void receive(String item, String quantity, String more) {
        depot.ok(
                "erp_lot_move",
                "{\"action\":\"receive\",\"item\":\"%s\",\"quantity\":\"%s\",\"warehouse\":\"Munich\"%s}"
                        .formatted(item, quantity, more));
    }

    private String refused(String tool, String json) {
        return depot.server().refused(tool, json).text();
    }

    private String onHand(String item) {
        return depot.ok("erp_stock_levels", "{\"item\":\"%s\"}".formatted(item))
                .at("/sums/0/onHand")
                .stringValue();
    }

    private String value(String item) {
        return depot.ok("erp_stock_value", "{\"item\":\"%s\"}".formatted(item))
                .at("/total/0/amount")
                .stringValue();
    }

    private String lots(String item) {
        ObjectNode listed = depot.ok("erp_lot_list", "{\"item\":\"%s\"}".formatted(item));
        return String.join(
                ", ",
                listed.at("/lots")
                        .valueStream()
                        .map(lot -> lot.at("/lot").stringValue() + " "
                                + lot.at("/onHand").stringValue())
                        .toList());
    }
}
