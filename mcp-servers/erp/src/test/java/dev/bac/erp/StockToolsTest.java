package dev.bac.erp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StockToolsTest {
    private final Depot depot = Depot.open();

    @AfterEach
    void everythingIsConsistentAfterEachTest() {
        assertThat(depot.findings()).isEmpty();
        assertThat(depot.ok("erp_stock_verify", "{}").at("/findings").size()).isZero();
    }

    @Test
    void levelsSumAllItemsThatTheWordsMean() {
        var levels = depot.ok("erp_stock_levels", "{\"item\":\"LED panels\",\"warehouse\":\"the Hamburg warehouse\"}");
        assertThat(levels.at("/summary").stringValue())
                .isEqualTo("2 items match: 130 pcs (0 reserved, 130 free) on hand in Hamburg.");
        var one = depot.ok("erp_stock_levels", "{\"item\":\"SKU-1001\"}");
        assertThat(one.at("/summary").stringValue())
                .isEqualTo("SKU-1001 LED panel 60x60: 120 pcs (0 reserved, 120 free) on hand in all warehouses.");
        assertThat(one.at("/items/0/warehouses").size()).isEqualTo(2);
        assertThat(depot.ok("erp_stock_levels", "{\"item\":\"cable\"}")
                        .at("/sums/0/onHand")
                        .stringValue())
                .isEqualTo("0");
        assertThat(depot.server()
                        .refused("erp_stock_levels", "{\"item\":\"monitr\"}")
                        .text())
                .contains("SKU-1003 Monitor 27 inch");
    }

    @Test
    void searchFindsBySkuWordsAndCategory() {
        assertThat(depot.ok("erp_item_search", "{\"text\":\"lighting\"}")
                        .at("/total")
                        .intValue())
                .isEqualTo(2);
        assertThat(depot.ok("erp_item_search", "{\"text\":\"sku-1004\"}")
                        .at("/items/0/name")
                        .stringValue())
                .isEqualTo("HDMI cable 2 m");
        var first = depot.ok("erp_item_search", "{\"limit\":3}");
        var rest = depot.ok(
                "erp_item_search",
                "{\"limit\":3,\"cursor\":\"%s\"}".formatted(first.at("/next").stringValue()));
        assertThat(rest.at("/items").size()).isEqualTo(1);
        assertThat(rest.at("/next").isNull() || rest.at("/next").isMissingNode())
                .isTrue();
    }

    @Test
    void whoFindsNothingIsToldWhatKindsOfItemsThereAre() {
        assertThat(depot.ok("erp_item_search", "{\"text\":\"toys\"}")
                        .at("/summary")
                        .stringValue())
                .isEqualTo("No items match \"toys\". The catalogue has Lighting (2), Cables (1), Screens (1).");
    }

    @Test
    void whatIsSoldForCashGoesToTheCounterCustomerWhereThereIsOne() {
        var sale = "{\"customer\":\"Cash\",\"item\":\"monitor\",\"quantity\":2}";
        assertThat(depot.server().refused("erp_order_create", sale).text()).contains("customer: no customer \"Cash\"");
        depot.ok("erp_customer_put", "{\"id\":\"%s\",\"name\":\"Counter customer\"}".formatted(Depot.id("counter")));
        assertThat(depot.ok("erp_order_create", sale).at("/summary").stringValue())
                .startsWith("Order SO-1001 of Counter customer from 2026-03-16: 2 pcs Monitor 27 inch");
        depot.ok("erp_customer_put", "{\"id\":\"%s\",\"name\":\"Cash\"}".formatted(Depot.id("cash")));
        assertThat(depot.ok("erp_order_create", sale).at("/summary").stringValue())
                .as("somebody of that very name")
                .startsWith("Order SO-1002 of Cash from");
    }

    @Test
    void anItemsOwnUnitMayBeSaidInThePlural() {
        depot.ok("erp_item_save", "{\"item\":\"monitor\",\"unit\":\"box\"}");
        assertThat(depot.ok(
                                "erp_order_create",
                                "{\"customer\":\"Acme\",\"item\":\"monitor\",\"quantity\":2,\"unit\":\"Boxes\"}")
                        .at("/summary")
                        .stringValue())
                .contains("2 box Monitor 27 inch");
        assertThat(depot.server()
                        .refused(
                                "erp_order_create",
                                "{\"customer\":\"Acme\",\"item\":\"monitor\",\"quantity\":2,\"unit\":\"cartons\"}")
                        .text())
                .contains("unit: SKU-1003 is counted in box");
    }

    @Test
    void goodsComeGoAndAreCounted() {
        var moved = depot.ok(
                "erp_stock_move",
                "{\"action\":\"transfer\",\"item\":\"LED panel 60x60\",\"quantity\":\"15\",\"warehouse\":\"Hamburg\",\"toWarehouse\":\"Munich\"}");
        assertThat(moved.at("/summary").stringValue())
                .isEqualTo(
                        "Moved 15 pcs of SKU-1001 LED panel 60x60 from Hamburg to Munich; Hamburg now has 85, Munich now has 35.");
        depot.ok(
                "erp_stock_move", "{\"action\":\"ship\",\"item\":\"monitor\",\"quantity\":4,\"warehouse\":\"Munich\"}");
        var counted = depot.ok(
                "erp_stock_move",
                "{\"action\":\"adjust\",\"item\":\"monitor\",\"quantity\":\"5\",\"warehouse\":\"Munich\",\"reason\":\"count\"}");
        assertThat(counted.at("/summary").stringValue())
                .isEqualTo("Took 1 pcs of SKU-1003 Monitor 27 inch out of Munich; Munich now has 5.");
        var history = depot.ok("erp_stock_history", "{\"item\":\"monitor\"}");
        assertThat(history.at("/total").intValue()).isEqualTo(3);
        assertThat(history.at("/items/0/reason").stringValue()).isEqualTo("count");
    }

    @Test
    void noMoreLeavesAWarehouseThanIsFree() {
        var refused = depot.server()
                .refused(
                        "erp_stock_move",
                        "{\"action\":\"ship\",\"item\":\"monitor\",\"quantity\":11,\"warehouse\":\"Munich\"}");
        assertThat(refused.code()).isEqualTo("conflict");
        assertThat(refused.text()).contains("only 10 pcs of SKU-1003");
    }

    @Test
    void anAdjustmentNeedsAReason() {
        var refused = depot.server()
                .refused(
                        "erp_stock_move",
                        "{\"action\":\"adjust\",\"item\":\"monitor\",\"quantity\":1,\"warehouse\":\"Munich\"}");
        assertThat(refused.text()).contains("reason: is missing; adjust needs one");
    }

    @Test
    void anOrderIsReservedDeliveredAndShowsInTheHistory() {
        var created = depot.ok(
                "erp_order_create",
                "{\"customer\":\"globex\",\"lines\":[{\"item\":\"SKU-1001\",\"quantity\":\"50\"},{\"item\":\"SKU-1002\",\"quantity\":\"10\",\"unitPrice\":\"50\"}]}");
        assertThat(created.at("/summary").stringValue())
                .isEqualTo(
                        "Order SO-1001 of Globex Corporation from 2026-03-16: 50 pcs LED panel 60x60, 10 pcs LED panel 120x30; "
                                + "2,750.00 EUR without tax; confirmed, reserved in Hamburg.");
        assertThat(depot.ok("erp_stock_levels", "{\"item\":\"SKU-1001\",\"warehouse\":\"Hamburg\"}")
                        .at("/sums/0/available")
                        .stringValue())
                .isEqualTo("50");
        assertThat(depot.server()
                        .refused(
                                "erp_stock_move",
                                "{\"action\":\"ship\",\"item\":\"SKU-1001\",\"quantity\":51,\"warehouse\":\"Hamburg\"}")
                        .code())
                .isEqualTo("conflict");
        depot.ok("erp_order_deliver", "{\"order\":\"SO-1001\"}");
        assertThat(depot.server()
                        .refused("erp_order_deliver", "{\"order\":\"SO-1001\"}")
                        .text())
                .contains("was delivered on 2026-03-16 already");
        assertThat(depot.ok("erp_stock_history", "{\"item\":\"SKU-1002\"}")
                        .at("/items/0/order")
                        .stringValue())
                .isEqualTo("SO-1001");
        var types = depot.server().read(tx -> tx.sql()
                .createQuery("SELECT type FROM outbox ORDER BY seq")
                .mapTo(String.class)
                .list());
        assertThat(types)
                .containsExactly(
                        "erp.stock.opened",
                        "erp.order.confirmed",
                        "erp.stock.delivered",
                        "erp.order.delivered",
                        "erp.invoice.requested");
    }

    @Test
    void cancellingReleasesAndADraftReservesOnlyWhenConfirmed() {
        depot.ok("erp_order_create", "{\"customer\":\"Acme\",\"item\":\"monitor\",\"quantity\":\"8\"}");
        depot.ok(
                "erp_order_create",
                "{\"customer\":\"Acme\",\"item\":\"monitor\",\"quantity\":\"8\",\"warehouse\":\"Munich\",\"draft\":true}");
        assertThat(depot.server()
                        .refused("erp_order_update", "{\"order\":\"SO-1002\",\"action\":\"confirm\"}")
                        .text())
                .contains("only 2 pcs of SKU-1003");
        depot.ok("erp_order_update", "{\"order\":\"SO-1001\",\"action\":\"cancel\"}");
        depot.ok("erp_order_update", "{\"order\":\"SO-1002\",\"action\":\"confirm\"}");
        var list = depot.ok("erp_order_list", "{\"status\":\"confirmed\",\"customer\":\"acme\"}");
        assertThat(list.at("/summary").stringValue())
                .isEqualTo("1 confirmed sales order of Acme, 1,592.00 EUR in all without tax.");
        assertThat(depot.ok("erp_order_list", "{\"sort\":\"oldest\",\"limit\":1}")
                        .at("/items/0/number")
                        .stringValue())
                .isEqualTo("SO-1001");
        assertThat(depot.ok("erp_order_get", "{\"order\":\"1001\"}")
                        .at("/order/status")
                        .stringValue())
                .isEqualTo("cancelled");
        assertThat(depot.server()
                        .refused("erp_order_update", "{\"order\":\"SO-1001\",\"action\":\"cancel\"}")
                        .code())
                .isEqualTo("conflict");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE stock_move SET quantity = 1",
                "DELETE FROM stock_move",
                "UPDATE stock_balance SET on_hand = -1 WHERE NOT outside",
                "UPDATE stock_balance SET reserved = on_hand + 1 WHERE NOT outside",
            })
    void theDatabaseRefusesToBendTheLedger(String sql) {
        var store = depot.server().server().store();
        var tenant = depot.server().caller().tenant();
        assertThatThrownBy(() -> store.write(tenant, tx -> tx.sql().execute(sql)))
                .hasStackTraceContaining("ERROR");
        assertThatThrownBy(() -> store.asOwner(tenant, tx -> tx.sql().execute(sql)))
                .hasStackTraceContaining("ERROR");
    }

    @Test
    void seedingTwiceChangesNothing() {
        var before = depot.ok("erp_tenant_export", "{}");
        var again = new Depot(depot.server());
        again.seed(new ErpSeed(
                null,
                null,
                java.util.List.of(Depot.item("panel60", "other", "x", "1")),
                java.util.List.of(Depot.receipt("monitor", "munich", "10")),
                null));
        assertThat(depot.ok("erp_tenant_export", "{}")).isEqualTo(before);
    }
}
