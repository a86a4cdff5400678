package dev.bac.erp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.erp.goods.GoodsNotes;
import dev.bac.erp.item.ItemStore;
import dev.bac.erp.item.Numbers;
import dev.bac.erp.order.Customers;
import dev.bac.erp.order.Deliveries;
import dev.bac.erp.order.Fulfilment;
import dev.bac.erp.order.OrderCreateTool;
import dev.bac.erp.order.OrderDeliverTool;
import dev.bac.erp.order.OrderLines;
import dev.bac.erp.order.OrderStatus;
import dev.bac.erp.order.OrderStore;
import dev.bac.erp.order.OrderTaking;
import dev.bac.erp.order.OrderUpdateTool;
import dev.bac.erp.price.Prices;
import dev.bac.erp.stock.Locations;
import dev.bac.erp.stock.StockLedger;
import dev.bac.erp.stock.StockMoveTool;
import dev.bac.erp.stock.StockMoveTool.Action;
import dev.bac.identity.Caller;
import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Random histories of moves and orders, each in a transaction of its own that is taken back at the end, beside a plain
 * map of what should be there. {@code -Dhistories=5000} runs more of them, {@code -Dseed=…} others.
 */
class HistoryPropertyTest {
    private static final int HISTORIES = Integer.getInteger("histories", 150);
    private static final long SEED = Long.getLong("seed", 20260316L);
    private static final List<String> ITEMS = List.of("SKU-1001", "SKU-1002", "SKU-1003", "SKU-1004");
    private static final List<String> PLACES = List.of("Hamburg", "Munich");

    private final Depot depot = Depot.open();
    private final Caller caller = depot.server().caller();
    private final Numbers numbers = new Numbers();
    private final ItemStore items = new ItemStore(numbers);
    private final Locations locations = new Locations();
    private final StockLedger ledger = new StockLedger(locations);
    private final OrderStore orders = new OrderStore(numbers);
    private final Fulfilment fulfilment = new Fulfilment(orders, locations, ledger);
    private final StockMoveTool move = new StockMoveTool(items, locations, ledger);
    private final OrderCreateTool create = new OrderCreateTool(
            new Customers(),
            new OrderLines(items, new Prices(), new dev.bac.erp.purchase.Suppliers()),
            new OrderTaking(locations, ledger, orders, fulfilment));
    private final OrderDeliverTool deliver = new OrderDeliverTool(
            orders, items, new Deliveries(items, orders, fulfilment, new GoodsNotes(numbers), locations, ledger));
    private final OrderUpdateTool update = new OrderUpdateTool(orders, fulfilment);

    @Test
    void whateverMovesTheBalancesAreTheSumOfTheMoves() {
        int refused = 0;
        for (int i = 0; i < HISTORIES; i++) {
            var random = new SplittableRandom(SEED + i);
            try {
                refused += depot.server().server().store().preview(caller.tenant(), tx -> history(tx, random));
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("history with seed " + (SEED + i), e);
            }
        }
        assertThat(refused).isLessThan(HISTORIES * 7);
    }

    private int history(Tx tx, SplittableRandom random) {
        var expected = new TreeMap<>(
                Map.of("SKU-1001 Hamburg", 100, "SKU-1001 Munich", 20, "SKU-1002 Hamburg", 30, "SKU-1003 Munich", 10));
        var written = new ArrayList<String>();
        int refused = 0;
        for (int step = random.nextInt(6, 16); step > 0; step--) {
            try {
                switch (random.nextInt(5)) {
                    case 0, 1 -> move(tx, random, expected);
                    case 2 -> written.add(order(tx, random));
                    case 3 -> deliver(tx, random, written, expected);
                    default -> change(tx, random, written);
                }
            } catch (ToolRefusal e) {
                refused++;
            }
        }
        assertThat(ErpServer.declare().life().verify(tx)).isEmpty();
        expected.values().removeIf(quantity -> quantity == 0);
        var actual = new TreeMap<String, Integer>();
        tx.sql()
                .createQuery("""
                        SELECT i.sku || ' ' || l.name AS place, b.on_hand FROM stock_balance b
                          JOIN item i ON i.id = b.item_id JOIN location l ON l.id = b.location_id
                         WHERE NOT b.outside AND b.on_hand <> 0
                        """)
                .map((row, _) -> actual.put(
                                row.getString("place"),
                                row.getBigDecimal("on_hand").intValueExact())
                        == null)
                .list();
        assertThat(actual).isEqualTo(expected);
        return refused;
    }

    private void move(Tx tx, SplittableRandom random, Map<String, Integer> expected) {
        var action = pick(random, List.of(Action.values()));
        var item = pick(random, ITEMS);
        var from = pick(random, PLACES);
        var to = from.equals("Hamburg") ? "Munich" : "Hamburg";
        int quantity = random.nextInt(1, 40);
        move.tool()
                .handler()
                .handle(
                        caller,
                        tx,
                        new StockMoveTool.Order(
                                action,
                                item,
                                BigDecimal.valueOf(quantity),
                                from,
                                action == Action.TRANSFER ? to : null,
                                "why",
                                null,
                                null));
        switch (action) {
            case RECEIVE -> expected.merge(item + " " + from, quantity, Integer::sum);
            case SHIP, WRITE_OFF -> expected.merge(item + " " + from, -quantity, Integer::sum);
            case TRANSFER -> {
                expected.merge(item + " " + from, -quantity, Integer::sum);
                expected.merge(item + " " + to, quantity, Integer::sum);
            }
            case ADJUST -> expected.put(item + " " + from, quantity);
        }
    }

    private String order(Tx tx, SplittableRandom random) {
        // Refused orders must not take a number or a reservation; a savepoint is what the kit's rollback is here.
        tx.sql().savepoint("before");
        try {
            var lines = new ArrayList<OrderCreateTool.Line>();
            for (int i = random.nextInt(1, 4); i > 0; i--) {
                lines.add(new OrderCreateTool.Line(
                        pick(random, ITEMS), BigDecimal.valueOf(random.nextInt(1, 15)), null, null, null, null));
            }
            return create.tool()
                    .handler()
                    .handle(
                            caller,
                            tx,
                            new OrderCreateTool.Wish(
                                    "Acme",
                                    null,
                                    null,
                                    null,
                                    lines,
                                    pick(random, PLACES),
                                    random.nextBoolean(),
                                    null,
                                    null))
                    .order()
                    .number();
        } catch (ToolRefusal e) {
            tx.sql().rollbackToSavepoint("before");
            throw e;
        }
    }

    private void deliver(Tx tx, SplittableRandom random, List<String> written, Map<String, Integer> expected) {
        if (!written.isEmpty()) {
            var done = deliver.tool()
                    .handler()
                    .handle(caller, tx, new OrderDeliverTool.Delivery(pick(random, written), null, null));
            assertThat(done.order().status()).isEqualTo(OrderStatus.DELIVERED);
            for (var line : done.lines()) {
                expected.merge(
                        line.sku() + " " + done.order().warehouse(),
                        -line.quantity().intValueExact(),
                        Integer::sum);
            }
        }
    }

    private void change(Tx tx, SplittableRandom random, List<String> written) {
        if (!written.isEmpty()) {
            tx.sql().savepoint("before");
            try {
                update.tool()
                        .handler()
                        .handle(
                                caller,
                                tx,
                                new OrderUpdateTool.Change(
                                        pick(random, written), pick(random, List.of(OrderUpdateTool.Step.values()))));
            } catch (ToolRefusal e) {
                tx.sql().rollbackToSavepoint("before");
                throw e;
            }
        }
    }

    private static <T> T pick(SplittableRandom random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
