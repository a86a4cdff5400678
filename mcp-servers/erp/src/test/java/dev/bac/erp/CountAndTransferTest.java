package dev.bac.erp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.mcp.ToolAnswer;
import dev.bac.mcp.ToolInvocation;
import dev.bac.mcp.testing.TestServer;
import dev.bac.store.Tx;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Goods under way, count sheets, the tree of warehouses and the list of quotations, through the tools. */
class CountAndTransferTest {
    private final Depot depot = Depot.open();

    @Test
    void goodsUnderWayAreOursAndInNeitherWarehouse() {
        var before = value();
        depot.ok(
                "erp_transfer_send",
                "{\"from\":\"Hamburg\",\"to\":\"Munich\",\"lines\":[{\"item\":\"SKU-1001\",\"quantity\":40},{\"item\":\"SKU-1002\",\"quantity\":5}]}");
        assertThat(free("SKU-1001", "Hamburg")).isEqualTo("60");
        assertThat(free("SKU-1001", "Munich")).isEqualTo("20");
        assertThat(value()).isEqualTo(before);
        assertThat(depot.findings()).isEmpty();
        // What is under way can be promised in neither.
        assertThat(refused(
                        "erp_order_create",
                        "{\"customer\":\"Acme\",\"item\":\"SKU-1001\",\"quantity\":61,\"warehouse\":\"Hamburg\"}"))
                .contains("only 60");
        depot.ok(
                "erp_transfer_receive",
                "{\"transfer\":\"TF-1001\",\"lines\":[{\"item\":\"SKU-1001\",\"quantity\":30}]}");
        assertThat(free("SKU-1001", "Munich")).isEqualTo("50");
        assertThat(refused(
                        "erp_transfer_receive",
                        "{\"transfer\":\"TF-1001\",\"lines\":[{\"item\":\"SKU-1001\",\"quantity\":11}]}"))
                .contains("only 10 of SKU-1001 can still be received");
        var done = depot.ok(
                "erp_transfer_receive",
                "{\"transfer\":\"TF-1001\",\"lines\":[{\"item\":\"SKU-1001\",\"quantity\":8},{\"item\":\"SKU-1002\",\"quantity\":5}],\"restLost\":\"fell off\"}");
        assertThat(done.at("/done").booleanValue()).isTrue();
        assertThat(done.at("/transfer/lines/0/lost").stringValue()).isEqualTo("2");
        // Two panels at 22.50 are gone.
        assertThat(value()).isEqualTo(before.subtract(new java.math.BigDecimal("45.00")));
        assertThat(refused("erp_transfer_receive", "{\"transfer\":\"TF-1001\"}"))
                .contains("nothing of TF-1001 is under way");
        assertThat(depot.ok("erp_transfer_list", "{}").at("/transfers").size()).isZero();
        assertThat(depot.findings()).isEmpty();
    }

    @Test
    void aMoveOfATransferIsNotTakenBackByItself() {
        depot.ok(
                "erp_transfer_send",
                "{\"from\":\"Hamburg\",\"to\":\"Munich\",\"lines\":[{\"item\":\"SKU-1001\",\"quantity\":4}]}");
        var id = depot.ok("erp_stock_history", "{\"item\":\"SKU-1001\",\"limit\":1}")
                .at("/items/0/id")
                .stringValue();
        assertThat(refused("erp_stock_cancel", "{\"what\":\"%s\",\"reason\":\"x\"}".formatted(id)))
                .contains("TF-1001");
    }

    @Test
    void aSheetTellsNobodyWhatShouldBeThereAndIsNotDisturbedByWhatIsMovedMeanwhile() {
        var sheet = depot.ok("erp_count_create", "{\"warehouse\":\"Hamburg\"}");
        assertThat(sheet.at("/sheet/lines/0").propertyNames()).containsExactly("line", "sku", "item", "itemId", "unit");
        // While they count, 10 leave and 3 come; then somebody books a receipt of last week.
        move("ship", "SKU-1001", 10, null);
        move("receive", "SKU-1002", 3, null);
        move("receive", "SKU-1001", 7, "2026-03-09");
        assertThat(refused("erp_count_post", "{\"sheet\":\"CS-1001\"}"))
                .contains("nobody has counted SKU-1001, SKU-1002");
        depot.ok(
                "erp_count_enter",
                "{\"sheet\":\"CS-1001\",\"lines\":[{\"item\":\"SKU-1001\",\"counted\":98},{\"item\":\"SKU-1002\",\"counted\":31}]}");
        assertThat(depot.server()
                        .asks("erp_count_post", "{\"sheet\":\"CS-1001\"}")
                        .text())
                .contains("-9");
        var posted = depot.server().approved("erp_count_post", "{\"sheet\":\"CS-1001\"}");
        // 98 were there when 107 should have been; ten have left since. Of the other, 31 instead of 30, and 3 came.
        assertThat(posted.at("/sheet/lines/0/variance").stringValue()).isEqualTo("-9");
        assertThat(posted.at("/sheet/lines/1/variance").stringValue()).isEqualTo("1");
        assertThat(free("SKU-1001", "Hamburg")).isEqualTo("88");
        assertThat(free("SKU-1002", "Hamburg")).isEqualTo("34");
        // A receipt of last week that comes to light after the count was there when it was counted.
        move("receive", "SKU-1001", 5, "2026-03-10");
        assertThat(free("SKU-1001", "Hamburg")).isEqualTo("88");
        assertThat(refused(
                        "erp_count_enter", "{\"sheet\":\"CS-1001\",\"lines\":[{\"item\":\"SKU-1001\",\"counted\":1}]}"))
                .contains("CS-1001 is posted");
        assertThat(depot.findings()).isEmpty();
    }

    /**
     * Two sheets of one item with no move between them stood at the same place of the ledger, and posting the second made it
     * what the first had found. The later sheet is right, in whichever order they are posted.
     */
    @ParameterizedTest
    @ValueSource(strings = {"CS-1001 CS-1002", "CS-1002 CS-1001"})
    void ofTwoSheetsWithNothingMovedBetweenTheLaterOneIsRight(String order) {
        for (int counted : new int[] {25, 31}) {
            depot.ok("erp_count_create", "{\"warehouse\":\"Hamburg\",\"items\":[\"SKU-1002\"]}");
            depot.ok(
                    "erp_count_enter",
                    "{\"sheet\":\"CS-%d\",\"lines\":[{\"item\":\"SKU-1002\",\"counted\":%d}]}"
                            .formatted(counted == 25 ? 1001 : 1002, counted));
        }
        for (var sheet : order.split(" ")) {
            depot.server().approved("erp_count_post", "{\"sheet\":\"%s\"}".formatted(sheet));
        }
        assertThat(free("SKU-1002", "Hamburg")).isEqualTo("31");
        assertThat(depot.findings()).isEmpty();
    }

    /** Somebody enters a number while another posts the sheet: what is posted is what the sheet says in the end. */
    @Test
    void whatIsEnteredWhileTheSheetIsBeingPostedIsPosted() throws InterruptedException {
        depot.ok("erp_count_create", "{\"warehouse\":\"Hamburg\",\"items\":[\"SKU-1002\"]}");
        depot.ok("erp_count_enter", "{\"sheet\":\"CS-1001\",\"lines\":[{\"item\":\"SKU-1002\",\"counted\":25}]}");
        var server = depot.server();
        var post = "{\"sheet\":\"CS-1001\"}";
        var grant = server.grant(
                "erp_count_post", server.asks("erp_count_post", post).argumentsHash());
        var answers = new ConcurrentLinkedQueue<ToolAnswer>();
        var poster = Thread.ofPlatform()
                .unstarted(() -> answers.add(server.call(ToolInvocation.of("erp_count_post", TestServer.parse(post))
                        .granted(grant))));
        server.server().store().write(server.caller().tenant(), tx -> {
            tx.sql().execute("SELECT 1 FROM count_sheet FOR UPDATE");
            tx.sql().execute("UPDATE count_line SET counted = 31");
            poster.start();
            for (int i = 0; i < 6_000 && !somebodyWaits(tx); i++) {
                LockSupport.parkNanos(10_000_000);
            }
            assertThat(somebodyWaits(tx)).isTrue();
            return true;
        });
        poster.join();
        assertThat(answers).first().isInstanceOf(ToolAnswer.Result.class);
        assertThat(free("SKU-1002", "Hamburg")).isEqualTo("31");
        assertThat(depot.findings()).isEmpty();
    }

    private static boolean somebodyWaits(Tx tx) {
        return tx.sql().createQuery("""
                        SELECT count(*) > 0 FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'
                           AND transactionid = CAST(CAST(pg_current_xact_id() AS text) AS xid)
                        """).mapTo(Boolean.class).one();
    }

    @Test
    void aCountThatWouldTakeWhatIsPromisedIsRefusedWhole() {
        depot.ok(
                "erp_order_create",
                "{\"customer\":\"Acme\",\"item\":\"SKU-1001\",\"quantity\":90,\"warehouse\":\"Hamburg\"}");
        depot.ok("erp_count_create", "{\"warehouse\":\"Hamburg\",\"items\":[\"SKU-1002\",\"SKU-1001\"]}");
        depot.ok(
                "erp_count_enter",
                "{\"sheet\":\"CS-1001\",\"lines\":[{\"item\":\"SKU-1002\",\"counted\":1},{\"item\":\"SKU-1001\",\"counted\":80}]}");
        assertThat(refused("erp_count_post", "{\"sheet\":\"CS-1001\"}")).contains("90 of SKU-1001 are reserved");
        assertThat(free("SKU-1002", "Hamburg")).isEqualTo("30");
        assertThat(depot.findings()).isEmpty();
    }

    @Test
    void aWarehouseIsAskedForWithAllThatIsWithinIt() {
        depot.ok("erp_warehouse_save", "{\"name\":\"Aisle 1\",\"within\":\"Munich\"}");
        depot.ok("erp_warehouse_save", "{\"name\":\"Bin 1-A\",\"within\":\"Aisle 1\"}");
        assertThat(refused("erp_warehouse_save", "{\"warehouse\":\"Munich\",\"within\":\"Bin 1-A\"}"))
                .contains("within it already");
        assertThat(refused("erp_warehouse_save", "{\"name\":\"munich\"}")).contains("already");
        depot.ok(
                "erp_stock_move",
                "{\"action\":\"transfer\",\"item\":\"SKU-1001\",\"quantity\":6,\"warehouse\":\"Munich\",\"toWarehouse\":\"Bin 1-A\"}");
        assertThat(free("SKU-1001", "Bin 1-A")).isEqualTo("6");
        assertThat(free("SKU-1001", "Aisle 1")).isEqualTo("6");
        assertThat(free("SKU-1001", "Munich")).isEqualTo("20");
        assertThat(depot.findings()).isEmpty();
    }

    @Test
    void quotationsAreListedByWhatBecameOfThem() {
        depot.ok("erp_quote_create", "{\"customer\":\"Acme\",\"lines\":[{\"item\":\"SKU-1001\",\"quantity\":2}]}");
        depot.ok(
                "erp_quote_create",
                "{\"customer\":\"Globex\",\"lines\":[{\"item\":\"SKU-1002\",\"quantity\":1}],\"validDays\":5}");
        depot.ok("erp_quote_update", "{\"quotation\":\"QT-1001\",\"action\":\"accept\"}");
        assertThat(depot.ok("erp_quote_list", "{\"status\":\"open\"}")
                        .at("/items/0/number")
                        .stringValue())
                .isEqualTo("QT-1002");
        assertThat(depot.ok("erp_quote_list", "{\"customer\":\"Acme\"}")
                        .at("/items/0/order")
                        .stringValue())
                .isEqualTo("SO-1001");
        assertThat(depot.ok("erp_quote_list", "{\"valid\":true}").at("/total").intValue())
                .isEqualTo(1);
    }

    private void move(String action, String item, int quantity, String date) {
        depot.ok(
                "erp_stock_move",
                "{\"action\":\"%s\",\"item\":\"%s\",\"quantity\":%d,\"warehouse\":\"Hamburg\"%s}"
                        .formatted(action, item, quantity, date == null ? "" : ",\"date\":\"" + date + "\""));
    }

    private java.math.BigDecimal value() {
        return new java.math.BigDecimal(
                depot.ok("erp_stock_value", "{}").at("/total/0/amount").stringValue());
    }

    private String free(String item, String warehouse) {
        return depot.ok("erp_stock_levels", "{\"item\":\"%s\",\"warehouse\":\"%s\"}".formatted(item, warehouse))
                .at("/sums/0/available")
                .stringValue();
    }

    private String refused(String tool, String json) {
        return depot.server().refused(tool, json).text();
    }
}
