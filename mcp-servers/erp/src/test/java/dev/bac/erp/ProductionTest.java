package dev.bac.erp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Goods made of others, and prices that were agreed. */
class ProductionTest {
    private final Depot depot = Depot.open();

    @BeforeEach
    void aLampOfAFrameOfTubes() {
        depot.ok("erp_item_save", "{\"name\":\"Tube\",\"listPrice\":\"2\",\"cost\":\"1\"}");
        depot.ok("erp_item_save", "{\"name\":\"Frame\",\"listPrice\":\"9\",\"cost\":\"4\"}");
        depot.ok("erp_item_save", "{\"name\":\"Lamp\",\"listPrice\":\"30\",\"cost\":\"9\"}");
        depot.ok("erp_bom_save", "{\"item\":\"Frame\",\"lot\":2,\"parts\":[{\"item\":\"Tube\",\"quantity\":5}]}");
        depot.ok(
                "erp_bom_save",
                "{\"item\":\"Lamp\",\"parts\":[{\"item\":\"Frame\",\"quantity\":1},{\"item\":\"cable\",\"quantity\":2}]}");
    }

    @AfterEach
    void everythingIsConsistentAfterEachTest() {
        assertThat(depot.findings()).isEmpty();
    }

    @Test
    void partsAreCountedOverAllLevels() {
        var needs = depot.ok("erp_bom_explode", "{\"item\":\"Lamp\",\"quantity\":7}");
        assertThat(needs.at("/items").size()).isEqualTo(2);
        assertThat(needs.at("/items").toString())
                .contains("\"item\":\"Tube\",\"quantity\":\"17.5\"")
                .contains("\"item\":\"HDMI cable 2 m\",\"quantity\":\"14\"");
    }

    @Test
    void nothingIsMadeOfItselfOverAnyLevel() {
        assertThat(depot.server()
                        .refused("erp_bom_save", "{\"item\":\"Tube\",\"parts\":[{\"item\":\"Lamp\",\"quantity\":1}]}")
                        .text())
                .contains("parts: it would be made of itself");
        assertThat(depot.server()
                        .refused("erp_bom_save", "{\"item\":\"Tube\",\"parts\":[{\"item\":\"Tube\",\"quantity\":1}]}")
                        .text())
                .contains("parts: it would be made of itself");
    }

    @Test
    void whatIsMadeIsWorthWhatWasUsedUpAndTheLastTakesTheRest() {
        receive("Tube", "10", "1.11");
        receive("cable", "6", "3.33");
        depot.ok("erp_work_create", "{\"item\":\"Frame\",\"quantity\":3,\"warehouse\":\"Munich\"}");
        var first = depot.ok("erp_work_update", "{\"order\":\"WO-1001\",\"action\":\"make\",\"quantity\":1}");
        // 3 frames of lots of 2 need 7.5 tubes: one takes 2.5 of them at 1.11.
        assertThat(first.at("/summary").stringValue()).startsWith("Made 1 for 2.78 EUR.");
        depot.ok("erp_work_update", "{\"order\":\"WO-1001\",\"action\":\"make\"}");
        assertThat(value("Frame")).isEqualTo("8.33");
        assertThat(value("Tube")).isEqualTo("2.77");
        depot.ok("erp_work_create", "{\"item\":\"Lamp\",\"quantity\":2,\"warehouse\":\"Munich\"}");
        depot.ok("erp_work_update", "{\"order\":\"WO-1002\",\"action\":\"make\"}");
        assertThat(value("Lamp")).isEqualTo("18.87");
        assertThat(depot.server()
                        .refused("erp_work_update", "{\"order\":\"WO-1002\",\"action\":\"make\"}")
                        .text())
                .contains("WO-1002 is done");
    }

    @Test
    void partsThatArePromisedAreNotUsedUp() {
        receive("Tube", "10", "1");
        depot.ok("erp_order_create", "{\"customer\":\"Acme\",\"item\":\"Tube\",\"quantity\":8}");
        depot.ok("erp_work_create", "{\"item\":\"Frame\",\"quantity\":1,\"warehouse\":\"Munich\"}");
        assertThat(depot.server()
                        .refused("erp_work_update", "{\"order\":\"WO-1001\",\"action\":\"make\"}")
                        .text())
                .contains("only 2 pcs of SKU-1005 Tube are free in Munich");
    }

    @Test
    void aCustomersPriceGoesBeforeEverybodysAndTheGreaterQuantityBeforeTheSmaller() {
        price("\"unitPrice\":\"6.50\"");
        price("\"unitPrice\":\"6\",\"fromQuantity\":10");
        price("\"unitPrice\":\"7\",\"customer\":\"Acme\"");
        price("\"unitPrice\":\"1\",\"from\":\"2026-01-01\",\"to\":\"2026-01-31\"");
        assertThat(ordered("Globex Corporation", "1")).isEqualTo("6.5");
        assertThat(ordered("Globex Corporation", "10")).isEqualTo("6");
        assertThat(ordered("Acme", "10")).isEqualTo("7");
        assertThat(depot.ok(
                                "erp_order_create",
                                "{\"customer\":\"Acme\",\"draft\":true,\"lines\":[{\"item\":\"cable\",\"quantity\":3,\"discount\":\"15\"}]}")
                        .at("/order/total/amount")
                        .stringValue())
                .isEqualTo("17.85");
    }

    @Test
    void anAcceptedQuotationBecomesAnOrderAtItsPricesHoweverTheyChanged() {
        receive("Tube", "10", "1");
        depot.ok(
                "erp_quote_create",
                "{\"customer\":\"Acme\",\"lines\":[{\"item\":\"Tube\",\"quantity\":4}],\"validDays\":0}");
        depot.ok("erp_item_save", "{\"item\":\"Tube\",\"listPrice\":\"3\"}");
        var accepted = depot.ok("erp_quote_update", "{\"quotation\":\"QT-1001\",\"action\":\"accept\"}");
        assertThat(accepted.at("/summary").stringValue())
                .isEqualTo(
                        "Quotation QT-1001 to Acme over 8.00 EUR without tax, valid until 2026-03-16: accepted, it became order SO-1001.");
        assertThat(depot.ok("erp_stock_levels", "{\"item\":\"Tube\"}")
                        .at("/sums/0/reserved")
                        .stringValue())
                .isEqualTo("4");
        assertThat(depot.server()
                        .refused("erp_quote_update", "{\"quotation\":\"QT-1001\",\"action\":\"decline\"}")
                        .text())
                .contains("QT-1001 is accepted already");
    }

    private void price(String rest) {
        depot.ok("erp_price_set", "{\"item\":\"cable\",%s}".formatted(rest));
    }

    private String ordered(String customer, String quantity) {
        return depot.ok(
                        "erp_order_create",
                        "{\"customer\":\"%s\",\"item\":\"cable\",\"quantity\":%s,\"draft\":true}"
                                .formatted(customer, quantity))
                .at("/lines/0/unitPrice")
                .stringValue();
    }

    private void receive(String item, String quantity, String price) {
        depot.ok(
                "erp_stock_move",
                "{\"action\":\"receive\",\"item\":\"%s\",\"quantity\":\"%s\",\"unitCost\":\"%s\",\"warehouse\":\"Munich\"}"
                        .formatted(item, quantity, price));
    }

    private String value(String item) {
        return depot.ok("erp_stock_value", "{\"item\":\"%s\"}".formatted(item))
                .at("/items/0/value/amount")
                .stringValue();
    }
}
