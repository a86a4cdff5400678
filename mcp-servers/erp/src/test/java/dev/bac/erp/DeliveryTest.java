package dev.bac.erp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Orders that leave in parts, come back in parts, and are cancelled. */
class DeliveryTest {
    private final Depot depot = Depot.open();

    @AfterEach
    void everythingIsConsistentAfterEachTest() {
        assertThat(depot.findings()).isEmpty();
    }

    @Test
    void whatIsNotDeliveredStaysReservedAndTheSharesOfTheLineSumToIt() {
        depot.ok(
                "erp_order_create",
                "{\"customer\":\"Acme\",\"lines\":[{\"item\":\"SKU-1001\",\"quantity\":3,\"unitPrice\":\"33.33\"},{\"item\":\"SKU-1002\",\"quantity\":2}]}");
        var first = deliver("SKU-1001", "1");
        assertThat(first.at("/order/status").stringValue()).isEqualTo("partial");
        assertThat(first.at("/summary").stringValue())
                .startsWith("Delivery DN-1001. Order SO-1001 of Acme")
                .endsWith("partly delivered, 2 pcs LED panel 60x60, 2 pcs LED panel 120x30 still reserved in Hamburg.");
        assertThat(reserved("SKU-1001")).isEqualTo("2");
        deliver("SKU-1001", "1");
        assertThat(depot.server()
                        .refused(
                                "erp_order_deliver",
                                "{\"order\":\"SO-1001\",\"lines\":[{\"item\":\"SKU-1001\",\"quantity\":2}]}")
                        .text())
                .contains("lines: only 1 of SKU-1001 can still be delivered, not 2");
        var last = depot.ok("erp_order_deliver", "{\"order\":\"SO-1001\"}");
        assertThat(last.at("/order/status").stringValue()).isEqualTo("delivered");
        assertThat(reserved("SKU-1001")).isEqualTo("0");
        assertThat(invoiced()).containsExactly("33.33", "33.33", "153.13");
        assertThat(events("erp.order.delivered")).isEqualTo(1);
    }

    @Test
    void aCancelledDeliveryIsPromisedAgainAndFinanceTakesItsRequestBack() {
        depot.ok("erp_order_create", "{\"customer\":\"Acme\",\"item\":\"monitor\",\"quantity\":8}");
        var worth = worth();
        depot.ok("erp_order_deliver", "{\"order\":\"SO-1001\"}");
        depot.ok("erp_stock_cancel", "{\"what\":\"DN-1001\",\"reason\":\"wrong customer\"}");
        assertThat(worth()).isEqualTo(worth);
        assertThat(reserved("monitor")).isEqualTo("8");
        assertThat(depot.ok("erp_order_get", "{\"order\":\"SO-1001\"}")
                        .at("/order/status")
                        .stringValue())
                .isEqualTo("confirmed");
        assertThat(events("erp.invoice.withdrawn")).isEqualTo(1);
        assertThat(depot.server()
                        .refused("erp_stock_cancel", "{\"what\":\"DN-1001\",\"reason\":\"again\"}")
                        .text())
                .contains("DN-1001 is cancelled already");
        depot.ok("erp_order_deliver", "{\"order\":\"SO-1001\"}");
    }

    @Test
    void aDeliveryOfWhichGoodsCameBackIsNotCancelledBeforeTheReturnIs() {
        depot.ok("erp_order_create", "{\"customer\":\"Acme\",\"item\":\"monitor\",\"quantity\":8}");
        depot.ok("erp_order_deliver", "{\"order\":\"SO-1001\"}");
        depot.ok("erp_order_return", "{\"delivery\":\"SO-1001\",\"lines\":[{\"item\":\"monitor\",\"quantity\":3}]}");
        assertThat(depot.server()
                        .refused("erp_stock_cancel", "{\"what\":\"DN-1001\",\"reason\":\"x\"}")
                        .text())
                .contains("cancel that return first");
        depot.ok("erp_stock_cancel", "{\"what\":\"RT-1001\",\"reason\":\"x\"}");
        depot.ok("erp_stock_cancel", "{\"what\":\"DN-1001\",\"reason\":\"x\"}");
        assertThat(reserved("monitor")).isEqualTo("8");
    }

    @Test
    void closingAPartlyDeliveredOrderReleasesTheRest() {
        depot.ok("erp_order_create", "{\"customer\":\"Acme\",\"item\":\"monitor\",\"quantity\":8}");
        assertThat(depot.server()
                        .refused("erp_order_update", "{\"order\":\"SO-1001\",\"action\":\"close\"}")
                        .text())
                .contains("only an order that is partly delivered can be closed");
        depot.ok("erp_order_deliver", "{\"order\":\"SO-1001\",\"lines\":[{\"item\":\"monitor\",\"quantity\":3}]}");
        depot.ok("erp_order_update", "{\"order\":\"SO-1001\",\"action\":\"close\"}");
        assertThat(reserved("monitor")).isEqualTo("0");
        assertThat(depot.server()
                        .refused("erp_order_deliver", "{\"order\":\"SO-1001\"}")
                        .text())
                .contains("is closed");
    }

    private tools.jackson.databind.node.ObjectNode deliver(String item, String quantity) {
        return depot.ok(
                "erp_order_deliver",
                "{\"order\":\"SO-1001\",\"lines\":[{\"item\":\"%s\",\"quantity\":%s}]}".formatted(item, quantity));
    }

    private String reserved(String item) {
        return depot.ok("erp_stock_levels", "{\"item\":\"%s\"}".formatted(item))
                .at("/sums/0/reserved")
                .stringValue();
    }

    private String worth() {
        return depot.ok("erp_stock_value", "{}").at("/total").toString();
    }

    private List<String> invoiced() {
        return depot.server().read(tx -> tx.sql()
                .createQuery("SELECT body ->> 'net' FROM outbox WHERE type = 'erp.invoice.requested' ORDER BY seq")
                .mapTo(String.class)
                .list());
    }

    private int events(String type) {
        return depot.server().read(tx -> tx.sql()
                .createQuery("SELECT count(*) FROM outbox WHERE type = :type")
                .bind("type", type)
                .mapTo(Integer.class)
                .one());
    }
}
