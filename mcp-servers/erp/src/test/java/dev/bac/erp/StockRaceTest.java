package dev.bac.erp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.mcp.ToolAnswer;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StockRaceTest {

    @Test
    void sixtyFourReservationsOfTheLastTenGiveExactlyTen() throws Exception {
        var depot = Depot.open();
        long won = run(64, i -> depot.server()
                .call(
                        "erp_order_create",
                        "{\"customer\":\"Acme\",\"item\":\"monitor\",\"quantity\":\"1\",\"warehouse\":\"Munich\"}"));
        assertThat(won).isEqualTo(10);
        assertThat(depot.ok("erp_stock_levels", "{\"item\":\"monitor\"}")
                        .at("/sums/0/available")
                        .stringValue())
                .isEqualTo("0");
        assertThat(depot.ok("erp_order_list", "{}").at("/total").intValue()).isEqualTo(10);
        assertThat(depot.findings()).isEmpty();
    }

    @Test
    void oppositeTransfersNeitherDeadlockNorLoseAnything() throws Exception {
        var depot = Depot.open();
        long won = run(40, i -> depot.server()
                .call(
                        "erp_stock_move",
                        "{\"action\":\"transfer\",\"item\":\"SKU-1001\",\"quantity\":\"1\",\"warehouse\":\"%s\",\"toWarehouse\":\"%s\"}"
                                .formatted(i % 2 == 0 ? "Hamburg" : "Munich", i % 2 == 0 ? "Munich" : "Hamburg")));
        assertThat(won).isEqualTo(40);
        assertThat(depot.ok("erp_stock_levels", "{\"item\":\"SKU-1001\"}")
                        .at("/sums/0/onHand")
                        .stringValue())
                .isEqualTo("120");
        assertThat(depot.findings()).isEmpty();
    }

    @Test
    void reservationsDeliveriesReturnsAndReceiptsAtOncePromiseNothingTwice() throws Exception {
        var depot = Depot.open();
        // Two orders that will be delivered in parts and returned in parts while 64 others want the last four.
        for (int i = 0; i < 2; i++) {
            depot.ok("erp_order_create", "{\"customer\":\"Acme\",\"item\":\"monitor\",\"quantity\":3}");
        }
        depot.ok("erp_order_deliver", "{\"order\":\"SO-1001\",\"lines\":[{\"item\":\"monitor\",\"quantity\":1}]}");
        var reserving = new java.util.concurrent.atomic.AtomicInteger();
        run(64 + 6, i -> {
            if (i % 12 == 0) {
                return depot.server()
                        .call(
                                "erp_order_deliver",
                                "{\"order\":\"SO-100%d\",\"lines\":[{\"item\":\"monitor\",\"quantity\":1}]}"
                                        .formatted(1 + i / 12 % 2));
            }
            var answer = depot.server()
                    .call(
                            "erp_order_create",
                            "{\"customer\":\"Globex Corporation\",\"item\":\"monitor\",\"quantity\":1,\"warehouse\":\"Munich\"}");
            if (answer instanceof ToolAnswer.Result) {
                reserving.incrementAndGet();
            }
            return answer;
        });
        assertThat(reserving).hasValue(4);
        assertThat(depot.findings()).isEmpty();
        // What comes back can be promised again, once: 40 more want it while it comes.
        long more = run(
                41,
                i -> i == 20
                        ? depot.server()
                                .call(
                                        "erp_order_return",
                                        "{\"delivery\":\"DN-1001\",\"lines\":[{\"item\":\"monitor\",\"quantity\":1}]}")
                        : depot.server()
                                .call(
                                        "erp_order_create",
                                        "{\"customer\":\"Globex Corporation\",\"item\":\"monitor\",\"quantity\":1,\"warehouse\":\"Munich\"}"));
        assertThat(more).isBetween(1L, 2L);
        assertThat(depot.findings()).isEmpty();
    }

    /** How many of the calls succeeded; any other answer than a conflict fails the test. */
    static long run(int calls, java.util.function.IntFunction<ToolAnswer> call) throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var futures = IntStream.range(0, calls)
                    .mapToObj(i -> executor.submit((Callable<ToolAnswer>) () -> call.apply(i)))
                    .toList();
            long won = 0;
            for (Future<ToolAnswer> future : futures) {
                switch (future.get()) {
                    case ToolAnswer.Result _ -> won++;
                    case ToolAnswer.Refused refused ->
                        assertThat(refused.code()).isEqualTo("conflict");
                    case ToolAnswer.NeedsApproval asked -> throw new AssertionError(asked.text());
                }
            }
            return won;
        }
    }
}
