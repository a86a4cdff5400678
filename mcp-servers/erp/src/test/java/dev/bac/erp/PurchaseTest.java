package dev.bac.erp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Buying, from the request to the bill. */
class PurchaseTest {
    private final Depot depot = Depot.open();

    @BeforeEach
    void aSupplierWhoMayBeTwoPercentOff() {
        depot.ok("erp_supplier_save", "{\"name\":\"Lumina\",\"tolerance\":\"2\",\"leadDays\":10}");
    }

    @AfterEach
    void everythingIsConsistentAfterEachTest() {
        assertThat(depot.findings()).isEmpty();
    }

    @Test
    void whatIsRequestedIsOrderedReceivedInPartsAndRejectedInParts() {
        var order = depot.ok(
                "erp_purchase_create",
                "{\"supplier\":\"Lumina\",\"item\":\"cable\",\"quantity\":100,\"unitPrice\":\"3.335\",\"warehouse\":\"Munich\",\"request\":true}");
        assertThat(order.at("/order/total/amount").stringValue()).isEqualTo("333.50");
        assertThat(order.at("/order/expected").stringValue()).isEqualTo("2026-03-26");
        assertThat(depot.server()
                        .refused("erp_purchase_receive", "{\"order\":\"PO-1001\"}")
                        .text())
                .contains("PO-1001 is requested; nothing of it is expected");
        depot.ok("erp_purchase_update", "{\"order\":\"PO-1001\",\"action\":\"order\"}");
        var part = depot.ok(
                "erp_purchase_receive",
                "{\"order\":\"PO-1001\",\"lines\":[{\"item\":\"cable\",\"accepted\":33,\"rejected\":2}]}");
        assertThat(part.at("/order/status").stringValue()).isEqualTo("partial");
        assertThat(part.at("/lines/0/received").stringValue()).isEqualTo("33");
        assertThat(value("cable")).isEqualTo("110.06");
        assertThat(depot.server()
                        .refused(
                                "erp_purchase_receive",
                                "{\"order\":\"PO-1001\",\"lines\":[{\"item\":\"cable\",\"accepted\":70}]}")
                        .text())
                .contains("only 69 of SKU-1004 are still expected, with the supplier's tolerance of 2 %");
        var rest = depot.ok(
                "erp_purchase_receive", "{\"order\":\"PO-1001\",\"lines\":[{\"item\":\"cable\",\"accepted\":69}]}");
        assertThat(rest.at("/order/status").stringValue()).isEqualTo("received");
        // 333.50 for the 100 ordered, and 2 more at 3.335.
        assertThat(value("cable")).isEqualTo("340.17");
    }

    @Test
    void aBillFitsWhatWasOrderedAndReceivedWithinTheTolerance() {
        order("20", "10");
        depot.ok("erp_purchase_receive", "{\"order\":\"PO-1001\",\"lines\":[{\"item\":\"cable\",\"accepted\":12}]}");
        assertThat(bill("L-1", "13", "130.00"))
                .contains("13 of SKU-1004 are billed, 12 were received and not billed before");
        assertThat(bill("L-1", "12", "122.41"))
                .contains("12 of SKU-1004 are billed at 122.41 EUR, by the order it is 120.00 EUR");
        var fits = depot.ok("erp_purchase_bill", billed("L-1", "10", "102.00", ""));
        assertThat(fits.at("/received/amount").stringValue()).isEqualTo("100.00");
        assertThat(fits.at("/differences").size()).isZero();
        assertThat(bill("l-1", "2", "20.00")).contains("bill l-1 of Lumina is here already");
        var rest = depot.ok("erp_purchase_bill", "{\"order\":\"PO-1001\",\"reference\":\"L-2\"}");
        assertThat(rest.at("/net/amount").stringValue()).isEqualTo("20.00");
        var accepted = depot.ok("erp_purchase_bill", billed("L-3", "8", "80.00", ",\"accept\":\"paid ahead\""));
        assertThat(accepted.at("/summary").stringValue()).contains("fits by decision (paid ahead)");
    }

    @Test
    void aReceiptThatIsBilledIsNotCancelled() {
        order("20", "10");
        depot.ok("erp_purchase_receive", "{\"order\":\"PO-1001\"}");
        depot.ok("erp_purchase_bill", "{\"order\":\"PO-1001\",\"reference\":\"L-2\"}");
        assertThat(depot.server()
                        .refused("erp_stock_cancel", "{\"what\":\"GR-1001\",\"reason\":\"x\"}")
                        .text())
                .contains("20 of SKU-1004 are billed");
        depot.ok("erp_purchase_return", "{\"receipt\":\"GR-1001\"}");
        assertThat(depot.server()
                        .refused("erp_purchase_return", "{\"receipt\":\"GR-1001\"}")
                        .text())
                .contains("all of GR-1001 has gone back already");
    }

    @Test
    void goodsThatWereSoldAreNotTakenBackWithTheirReceipt() {
        order("20", "10");
        depot.ok("erp_purchase_receive", "{\"order\":\"PO-1001\"}");
        depot.ok("erp_stock_move", "{\"action\":\"ship\",\"item\":\"cable\",\"quantity\":5,\"warehouse\":\"Munich\"}");
        assertThat(depot.server()
                        .refused("erp_stock_cancel", "{\"what\":\"GR-1001\",\"reason\":\"x\"}")
                        .text())
                .contains("only 15 of its 20 are still free in Munich");
    }

    @Test
    void whatIsBelowItsReorderPointIsProposedInWholeLots() {
        depot.ok(
                "erp_item_save",
                "{\"item\":\"monitor\",\"reorderPoint\":12,\"reorderQuantity\":5,\"supplier\":\"Lumina\"}");
        depot.ok("erp_order_create", "{\"customer\":\"Acme\",\"item\":\"monitor\",\"quantity\":4}");
        var proposed = depot.ok("erp_purchase_propose", "{}");
        assertThat(proposed.at("/items/0/projected").stringValue()).isEqualTo("6");
        assertThat(proposed.at("/items/0/propose").stringValue()).isEqualTo("10");
        depot.ok("erp_purchase_create", "{\"supplier\":\"Lumina\",\"item\":\"monitor\",\"quantity\":10}");
        assertThat(depot.ok("erp_purchase_propose", "{}").at("/summary").stringValue())
                .isEqualTo("Nothing is at its reorder point.");
    }

    private void order(String quantity, String price) {
        depot.ok(
                "erp_purchase_create",
                "{\"supplier\":\"Lumina\",\"item\":\"cable\",\"quantity\":%s,\"unitPrice\":\"%s\",\"warehouse\":\"Munich\"}"
                        .formatted(quantity, price));
    }

    private String bill(String reference, String quantity, String net) {
        return depot.server()
                .refused("erp_purchase_bill", billed(reference, quantity, net, ""))
                .text();
    }

    private static String billed(String reference, String quantity, String net, String more) {
        return "{\"order\":\"PO-1001\",\"reference\":\"%s\",\"lines\":[{\"item\":\"cable\",\"quantity\":%s,\"net\":\"%s\"}]%s}"
                .formatted(reference, quantity, net, more);
    }

    private String value(String item) {
        return depot.ok("erp_stock_value", "{\"item\":\"%s\"}".formatted(item))
                .at("/items/0/value/amount")
                .stringValue();
    }
}
