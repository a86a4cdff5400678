package dev.bac.erp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Goods that the supplier ships straight to the customer: sold and bought, never in our stock. */
class DropTest {
    private final Depot depot = Depot.open();

    @BeforeEach
    void anOrderOfWhichTheSupplierShipsALine() {
        depot.ok("erp_supplier_save", "{\"name\":\"Lumina\"}");
        depot.ok("erp_order_create", """
                {"customer":"Acme","warehouse":"Munich","lines":[{"item":"monitor","quantity":2},
                 {"item":"cable","quantity":"7","unitPrice":"9.99","discount":"3","shippedBy":"Lumina"}]}
                """);
    }

    @AfterEach
    void everythingIsConsistentAfterEachTest() {
        assertThat(depot.findings()).isEmpty();
    }

    @Test
    void itIsDeliveredReceivedAndToldWithItsCostWhileTheStockStaysAsItIs() {
        var worth = worth();
        assertThat(levels("cable")).isEqualTo("0 0");
        assertThat(levels("monitor")).isEqualTo("10 2");
        depot.ok("erp_drop_order", "{\"order\":\"SO-1001\",\"prices\":[{\"item\":\"cable\",\"unitPrice\":\"3.335\"}]}");
        depot.ok("erp_drop_deliver", "{\"purchase\":\"PO-1001\",\"lines\":[{\"item\":\"cable\",\"quantity\":3}]}");
        var first = event("erp.stock.dropped");
        // 7 at 3.335 are 23.35; three of them 10.01, four 13.34.
        assertThat(first.path("cost").stringValue()).isEqualTo("10.01");
        assertThat(first.path("value").stringValue()).isEqualTo("0.00");
        assertThat(first.path("net").stringValue()).isEqualTo("29.07");
        assertThat(first.path("lines")).isEmpty();
        depot.ok("erp_drop_deliver", "{\"purchase\":\"PO-1001\"}");
        assertThat(event("erp.stock.dropped").path("cost").stringValue()).isEqualTo("13.34");
        assertThat(event("erp.invoice.requested").path("net").stringValue()).isEqualTo("38.76");
        assertThat(worth()).isEqualTo(worth);
        assertThat(levels("cable")).isEqualTo("0 0");
        assertThat(refused("erp_drop_deliver", "{\"purchase\":\"PO-1001\"}")).contains("to be shipped any more");
        var order = depot.ok("erp_order_get", "{\"order\":\"SO-1001\"}");
        assertThat(order.at("/order/status").stringValue()).isEqualTo("partial");
        assertThat(order.at("/lines/1/delivered").stringValue()).isEqualTo("7");
        assertThat(order.at("/summary").stringValue()).contains("2 pcs Monitor 27 inch still reserved in Munich");
        depot.ok("erp_order_deliver", "{\"order\":\"SO-1001\"}");
        assertThat(depot.ok("erp_order_get", "{\"order\":\"SO-1001\"}")
                        .at("/order/status")
                        .stringValue())
                .isEqualTo("delivered");
        assertThat(depot.ok("erp_purchase_bill", "{\"order\":\"PO-1001\",\"reference\":\"L-1\"}")
                        .at("/net/amount")
                        .stringValue())
                .isEqualTo("23.35");
    }

    @Test
    void ourWarehouseShipsNoneOfItAndTheSupplierNoMoreThanWasSold() {
        depot.ok("erp_order_deliver", "{\"order\":\"SO-1001\"}");
        assertThat(refused("erp_order_deliver", "{\"order\":\"SO-1001\"}"))
                .contains("what is left of SO-1001 is shipped by the supplier");
        depot.ok("erp_drop_order", "{\"order\":\"SO-1001\"}");
        assertThat(refused("erp_drop_order", "{\"order\":\"SO-1001\"}")).contains("not ordered yet");
        assertThat(refused("erp_purchase_receive", "{\"order\":\"PO-1001\"}"))
                .contains("ships PO-1001 straight to the customer of SO-1001");
        assertThat(refused(
                        "erp_drop_deliver",
                        "{\"purchase\":\"PO-1001\",\"lines\":[{\"item\":\"cable\",\"quantity\":8}]}"))
                .contains("only 7 of SKU-1004 can still be shipped, not 8");
        assertThat(refused("erp_order_update", "{\"order\":\"SO-1001\",\"action\":\"close\"}"))
                .contains("still to ship goods of SO-1001 by PO-1001");
        depot.ok("erp_drop_deliver", "{\"purchase\":\"PO-1001\",\"lines\":[{\"item\":\"cable\",\"quantity\":4}]}");
        // The supplier gives the rest up; another order may bring it.
        depot.ok("erp_purchase_update", "{\"order\":\"PO-1001\",\"action\":\"close\"}");
        var again = depot.ok("erp_drop_order", "{\"order\":\"SO-1001\"}");
        assertThat(again.at("/purchases/0/number").stringValue()).isEqualTo("PO-1002");
        depot.ok("erp_drop_deliver", "{\"purchase\":\"PO-1002\"}");
        assertThat(depot.ok("erp_purchase_get", "{\"order\":\"PO-1002\"}")
                        .at("/lines/0/received")
                        .stringValue())
                .isEqualTo("3");
        assertThat(depot.ok("erp_order_get", "{\"order\":\"SO-1001\"}")
                        .at("/order/status")
                        .stringValue())
                .isEqualTo("delivered");
        assertThat(refused("erp_purchase_land", "{\"receipt\":\"GR-1001\",\"amount\":\"5\",\"reason\":\"freight\"}"))
                .contains("are in no stock");
    }

    @Test
    void cancellingItTakesBothNotesAndTheCostBack() {
        depot.ok("erp_drop_order", "{\"order\":\"SO-1001\"}");
        depot.ok("erp_drop_deliver", "{\"purchase\":\"PO-1001\"}");
        depot.ok("erp_stock_cancel", "{\"what\":\"GR-1001\",\"reason\":\"never left\"}");
        assertThat(event("erp.stock.cancelled").path("cost").stringValue()).isEqualTo("-26.25");
        assertThat(levels("cable")).isEqualTo("0 0");
        assertThat(refused("erp_stock_cancel", "{\"what\":\"DN-1001\",\"reason\":\"x\"}"))
                .contains("DN-1001 is cancelled already");
        depot.ok("erp_drop_deliver", "{\"purchase\":\"PO-1001\"}");
        depot.ok("erp_purchase_bill", "{\"order\":\"PO-1001\",\"reference\":\"L-1\"}");
        assertThat(refused("erp_stock_cancel", "{\"what\":\"DN-1002\",\"reason\":\"x\"}"))
                .contains("7 of SKU-1004 are billed");
    }

    @Test
    void whatTheCustomerReturnsComesIntoOurStockAtWhatTheSupplierGotForIt() {
        depot.ok("erp_drop_order", "{\"order\":\"SO-1001\",\"prices\":[{\"item\":\"cable\",\"unitPrice\":\"3.335\"}]}");
        depot.ok("erp_drop_deliver", "{\"purchase\":\"PO-1001\"}");
        depot.ok("erp_order_return", "{\"delivery\":\"DN-1001\",\"lines\":[{\"item\":\"cable\",\"quantity\":2}]}");
        assertThat(event("erp.stock.returned").path("value").stringValue()).isEqualTo("6.67");
        depot.ok("erp_order_return", "{\"delivery\":\"DN-1001\",\"lines\":[{\"item\":\"cable\",\"quantity\":5}]}");
        assertThat(event("erp.stock.returned").path("value").stringValue()).isEqualTo("16.68");
        assertThat(levels("cable")).isEqualTo("7 0");
        // And from there back to the supplier, who owes what was paid.
        var sent = depot.ok("erp_purchase_return", "{\"receipt\":\"GR-1001\"}");
        assertThat(sent.at("/credit/amount").stringValue()).isEqualTo("23.35");
        assertThat(sent.at("/stock/amount").stringValue()).isEqualTo("23.35");
        assertThat(levels("cable")).isEqualTo("0 0");
    }

    @Test
    void goodsOfALotAreTracedFromTheSupplierToTheCustomer() {
        depot.ok(
                "erp_item_save",
                "{\"name\":\"Server\",\"listPrice\":\"900\",\"cost\":\"300\",\"tracking\":\"serial\"}");
        depot.ok("erp_order_create", """
                {"customer":"Acme","lines":[{"item":"Server","quantity":2,"shippedBy":"Lumina"}]}
                """);
        depot.ok("erp_drop_order", "{\"order\":\"SO-1002\"}");
        assertThat(refused("erp_drop_deliver", "{\"purchase\":\"PO-1001\"}")).contains("lots: is missing");
        depot.ok("erp_drop_deliver", """
                {"purchase":"PO-1001","lines":[{"item":"Server","quantity":2,"lots":[{"lot":"S1"},{"lot":"S2"}]}]}
                """);
        assertThat(depot.ok("erp_lot_trace", "{\"item\":\"Server\",\"lot\":\"S2\"}")
                        .at("/summary")
                        .stringValue())
                .endsWith("it went to Acme.");
    }

    private String refused(String tool, String json) {
        return depot.server().refused(tool, json).text();
    }

    private String worth() {
        return depot.ok("erp_stock_value", "{}").at("/total").toString();
    }

    /** On hand and reserved. */
    private String levels(String item) {
        var sums = depot.ok("erp_stock_levels", "{\"item\":\"%s\"}".formatted(item));
        return sums.at("/sums/0/onHand").asString("0") + " "
                + sums.at("/sums/0/reserved").asString("0");
    }

    private JsonNode event(String type) {
        List<String> bodies = depot.server().read(tx -> tx.sql()
                .createQuery("SELECT body::text FROM outbox WHERE type = :type ORDER BY seq DESC LIMIT 1")
                .bind("type", type)
                .mapTo(String.class)
                .list());
        return JsonMapper.builder().build().readTree(bodies.getFirst());
    }
}
