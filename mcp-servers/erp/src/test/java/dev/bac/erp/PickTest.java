package dev.bac.erp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** From the reservation over the pick list to deliveries in parts. */
class PickTest {
    private final Depot depot = Depot.open();

    @AfterEach
    void everythingIsConsistentAfterEachTest() {
        assertThat(depot.findings()).isEmpty();
    }

    @Test
    void aListNamesWhatExpiresFirstForTheEarliestOrderAndNothingTwice() {
        milk();
        order("Milk", 12);
        order("Milk", 6);
        order("monitor", 2);
        var list = depot.ok("erp_pick_create", "{\"warehouse\":\"Munich\"}");
        // Lot C has expired; B goes before A, and the first order before the second.
        assertThat(lines(list))
                .containsExactly(
                        "SO-1003 SKU-1003 2", "SO-1001 SKU-1005 B 10", "SO-1001 SKU-1005 A 2", "SO-1002 SKU-1005 A 6");
        assertThat(list.at("/summary").stringValue())
                .startsWith(
                        "Pick list PK-1001 of Munich from 2026-03-16: to pick 2 pcs of SKU-1003 for SO-1003, 10 pcs");
        assertThat(refused("erp_pick_create", "{\"orders\":[\"SO-1001\"]}"))
                .contains("orders: nothing of them is to be picked in Munich");
        // Two of A are still free: what is on the list is spoken for.
        order("Milk", 3);
        var second = depot.ok("erp_pick_create", "{\"orders\":[\"SO-1004\"]}");
        assertThat(lines(second)).containsExactly("SO-1004 SKU-1005 A 2");
        assertThat(second.at("/summary").stringValue()).startsWith("1 units cannot be picked");
        assertThat(depot.ok("erp_pick_list", "{}").at("/summary").stringValue())
                .isEqualTo(
                        "2 pick lists: PK-1002 of Munich for SO-1004, PK-1001 of Munich for SO-1003 and SO-1001 and SO-1002.");
    }

    @Test
    void whatIsPickedShortIsDeliveredInPartAndTheRestStaysReserved() {
        milk();
        order("Milk", 12);
        order("monitor", 5);
        depot.ok("erp_pick_create", "{\"warehouse\":\"Munich\"}");
        assertThat(refused("erp_pick_deliver", "{\"list\":\"PK-1001\"}"))
                .contains("list: 3 lines of PK-1001 are not entered, the first SKU-1003 for SO-1002");
        var entered = depot.ok(
                "erp_pick_enter",
                "{\"list\":\"PK-1001\",\"lines\":[{\"item\":\"monitor\",\"picked\":3,\"reason\":\"two are scratched\"},{\"item\":\"Milk\",\"lot\":\"B\",\"picked\":8}],\"rest\":true}");
        assertThat(entered.at("/summary").stringValue())
                .contains("short by 2 of SKU-1003 for SO-1002, 2 of SKU-1005 for SO-1001");
        assertThat(depot.ok("erp_stock_levels", "{\"item\":\"monitor\"}")
                        .at("/sums/0/onHand")
                        .stringValue())
                .isEqualTo("10");
        var done = depot.ok("erp_pick_deliver", "{\"list\":\"PK-1001\"}");
        assertThat(done.at("/summary").stringValue()).startsWith("Deliveries DN-1001, DN-1002 written.");
        assertThat(status("SO-1001")).isEqualTo("partial");
        assertThat(status("SO-1002")).isEqualTo("partial");
        assertThat(reserved("monitor")).isEqualTo("2");
        assertThat(lots("Milk")).isEqualTo("C 10, B 2, A 8");
        assertThat(events("erp.invoice.requested")).isEqualTo(2);
        assertThat(refused("erp_pick_deliver", "{\"list\":\"PK-1001\"}")).contains("list: PK-1001 is delivered");
        // What was not found is on the next list.
        var next = depot.ok("erp_pick_create", "{\"orders\":[\"SO-1001\",\"SO-1002\"]}");
        assertThat(lines(next)).containsExactly("SO-1002 SKU-1003 2", "SO-1001 SKU-1005 B 2");
        depot.ok("erp_pick_enter", "{\"list\":\"PK-1002\",\"rest\":true}");
        depot.ok("erp_pick_deliver", "{\"list\":\"PK-1002\"}");
        assertThat(status("SO-1001")).isEqualTo("delivered");
        assertThat(status("SO-1002")).isEqualTo("delivered");
    }

    @Test
    void anotherLotMayBeTakenInsteadIfItIsThereAndGoodAndNoMoreThanIsAskedFor() {
        milk();
        order("Milk", 10);
        depot.ok("erp_pick_create", "{\"orders\":[\"SO-1001\"]}");
        var enter = "{\"list\":\"PK-1001\",\"lines\":[{\"item\":\"Milk\",\"lot\":\"%s\",\"picked\":%s}]}";
        assertThat(refused("erp_pick_enter", enter.formatted("C", "4"))).contains("expired on 2026-03-10");
        assertThat(refused("erp_pick_enter", enter.formatted("Z", "4"))).contains("lots.lot: ");
        assertThat(refused("erp_pick_enter", enter.formatted("B", "11"))).contains("more than PK-1001 asks for");
        depot.ok("erp_pick_enter", enter.formatted("A", "4"));
        assertThat(refused("erp_pick_enter", enter.formatted("B", "7"))).contains("more than PK-1001 asks for");
        depot.ok("erp_pick_enter", "{\"list\":\"PK-1001\",\"rest\":true}");
        depot.ok("erp_pick_deliver", "{\"list\":\"PK-1001\"}");
        assertThat(lots("Milk")).isEqualTo("C 10, B 4, A 6");
        assertThat(status("SO-1001")).isEqualTo("delivered");
    }

    @Test
    void whatWasDeliveredOrCalledOffMeanwhileIsNotDeliveredAgain() {
        order("monitor", 4);
        order("monitor", 3);
        depot.ok("erp_pick_create", "{\"warehouse\":\"Munich\"}");
        depot.ok("erp_pick_enter", "{\"list\":\"PK-1001\",\"rest\":true}");
        depot.ok("erp_order_deliver", "{\"order\":\"SO-1001\",\"lines\":[{\"item\":\"monitor\",\"quantity\":3}]}");
        depot.ok("erp_order_update", "{\"order\":\"SO-1002\",\"action\":\"cancel\"}");
        assertThat(refused("erp_pick_deliver", "{\"list\":\"PK-1001\"}"))
                .contains("nothing of SO-1002 is to be delivered any more; enter 0 for it");
        depot.ok(
                "erp_pick_enter",
                "{\"list\":\"PK-1001\",\"lines\":[{\"item\":\"monitor\",\"order\":\"SO-1002\",\"picked\":0}]}");
        assertThat(refused("erp_pick_deliver", "{\"list\":\"PK-1001\"}"))
                .contains("only 1 of SKU-1003 for SO-1001 are still to be delivered, not 4");
        depot.ok("erp_pick_enter", "{\"list\":\"PK-1001\",\"cancel\":true}");
        assertThat(depot.ok("erp_pick_get", "{\"list\":\"PK-1001\"}")
                        .at("/list/status")
                        .stringValue())
                .isEqualTo("cancelled");
        assertThat(lines(depot.ok("erp_pick_create", "{\"orders\":[\"SO-1001\"]}")))
                .containsExactly("SO-1001 SKU-1003 1");
    }

    @Test
    void serialNumbersAreNamedOnTheList() {
        depot.ok("erp_item_save", "{\"name\":\"Server\",\"listPrice\":\"9\",\"cost\":\"3\",\"tracking\":\"serial\"}");
        depot.ok(
                "erp_lot_move",
                "{\"action\":\"receive\",\"item\":\"Server\",\"quantity\":3,\"warehouse\":\"Munich\",\"lots\":[{\"lot\":\"S1\"},{\"lot\":\"S2\"},{\"lot\":\"S3\"}]}");
        order("Server", 2);
        assertThat(lines(depot.ok("erp_pick_create", "{\"orders\":[\"SO-1001\"]}")))
                .containsExactly("SO-1001 SKU-1005 S1 1", "SO-1001 SKU-1005 S2 1");
        depot.ok(
                "erp_pick_enter",
                "{\"list\":\"PK-1001\",\"lines\":[{\"item\":\"Server\",\"lot\":\"S1\",\"picked\":0},{\"item\":\"Server\",\"lot\":\"S3\",\"picked\":1}],\"rest\":true}");
        depot.ok("erp_pick_deliver", "{\"list\":\"PK-1001\"}");
        assertThat(lots("Server")).isEqualTo("S1 1");
    }

    @Test
    void listsWrittenAtOnceShareNoGoodsAndAListIsDeliveredOnce() throws Exception {
        for (int i = 0; i < 8; i++) {
            order("monitor", 1);
        }
        var created = at(8, _ -> depot.server().call("erp_pick_create", "{\"warehouse\":\"Munich\"}"));
        assertThat(created).isEqualTo(1);
        depot.ok("erp_pick_enter", "{\"list\":\"PK-1001\",\"rest\":true}");
        assertThat(at(8, _ -> depot.server().call("erp_pick_deliver", "{\"list\":\"PK-1001\"}")))
                .isEqualTo(1);
        assertThat(events("erp.invoice.requested")).isEqualTo(8);
    }

    private static long at(int many, java.util.function.IntFunction<dev.bac.mcp.ToolAnswer> call) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<dev.bac.mcp.ToolAnswer>> calls = IntStream.range(0, many)
                    .<Callable<dev.bac.mcp.ToolAnswer>>mapToObj(i -> () -> call.apply(i))
                    .toList();
            long done = 0;
            for (var answer : threads.invokeAll(calls)) {
                done += answer.get() instanceof dev.bac.mcp.ToolAnswer.Result ? 1 : 0;
            }
            return done;
        }
    }

    private void milk() {
        depot.ok("erp_item_save", "{\"name\":\"Milk\",\"listPrice\":\"9\",\"cost\":\"3\",\"tracking\":\"lot\"}");
        for (var lot : List.of("A 2026-03-20", "B 2026-03-18", "C 2026-03-10")) {
            depot.ok(
                    "erp_lot_move",
                    "{\"action\":\"receive\",\"item\":\"Milk\",\"quantity\":10,\"warehouse\":\"Munich\",\"date\":\"2026-03-01\",\"lots\":[{\"lot\":\"%s\",\"quantity\":10,\"expires\":\"%s\"}]}"
                            .formatted(lot.substring(0, 1), lot.substring(2)));
        }
    }

    private void order(String item, int quantity) {
        depot.ok(
                "erp_order_create",
                "{\"customer\":\"Acme\",\"item\":\"%s\",\"quantity\":%d,\"warehouse\":\"Munich\"}"
                        .formatted(item, quantity));
    }

    private static List<String> lines(JsonNode shown) {
        return shown.at("/list/lines")
                .valueStream()
                .map(line -> line.path("order").stringValue() + " "
                        + line.path("sku").stringValue() + " "
                        + (line.hasNonNull("lot") ? line.path("lot").stringValue() + " " : "")
                        + line.path("quantity").stringValue())
                .toList();
    }

    private String refused(String tool, String json) {
        return depot.server().refused(tool, json).text();
    }

    private String status(String order) {
        return depot.ok("erp_order_get", "{\"order\":\"%s\"}".formatted(order))
                .at("/order/status")
                .stringValue();
    }

    private String reserved(String item) {
        return depot.ok("erp_stock_levels", "{\"item\":\"%s\"}".formatted(item))
                .at("/sums/0/reserved")
                .stringValue();
    }

    private String lots(String item) {
        return String.join(
                ", ",
                depot.ok("erp_lot_list", "{\"item\":\"%s\"}".formatted(item))
                        .at("/lots")
                        .valueStream()
                        .map(lot -> lot.at("/lot").stringValue() + " "
                                + lot.at("/onHand").stringValue())
                        .toList());
    }

    private int events(String type) {
        return depot.server().read(tx -> tx.sql()
                .createQuery("SELECT count(*) FROM outbox WHERE type = :type")
                .bind("type", type)
                .mapTo(Integer.class)
                .one());
    }
}
