package dev.bac.erp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.Caller;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.testing.TestServer;
import dev.bac.store.Tx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Random histories of moves, of goods under way and of counts that are written, entered and posted while others move and
 * book for last week, beside a plain map. After a count there is what was counted, and what has been moved since its sheet
 * was written. {@code -Dhistories=2000} runs more, {@code -Dseed=…} others.
 */
class CountHistoryPropertyTest {
    private static final int HISTORIES = Integer.getInteger("histories", 60);
    private static final long SEED = Long.getLong("seed", 20261122L);
    private static final List<String> ITEMS = List.of("SKU-1001", "SKU-1002");

    private final Depot depot = Depot.open();
    private final Caller caller = depot.server().caller();

    private static final class Expected {
        final Map<String, Integer> there = new TreeMap<>(
                Map.of("SKU-1001 Hamburg", 100, "SKU-1001 Munich", 20, "SKU-1002 Hamburg", 30, "SKU-1003 Munich", 10));
        /** Open sheets: what was moved of each item since they were written, and what was counted of it. */
        final Map<Integer, Map<String, Integer>> since = new TreeMap<>();

        final Map<Integer, Map<String, Integer>> counted = new HashMap<>();
        final List<String> posted = new ArrayList<>();
        final Map<Integer, Map<String, Integer>> underWay = new TreeMap<>();
        final Map<Integer, String> to = new HashMap<>();
        int sheets = 1000;
        int transfers = 1000;

        void add(String place, int quantity) {
            there.merge(place, quantity, Integer::sum);
            since.values().forEach(moved -> moved.computeIfPresent(place, (_, so) -> so + quantity));
        }
    }

    @Test
    void afterACountThereIsWhatWasCountedAndWhatWasMovedSince() {
        for (int i = 0; i < HISTORIES; i++) {
            var random = new SplittableRandom(SEED + i);
            try {
                depot.server().server().store().preview(caller.tenant(), tx -> history(tx, random));
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("history with seed " + (SEED + i), e);
            }
        }
    }

    private int history(Tx tx, SplittableRandom random) {
        var expected = new Expected();
        int done = 0;
        for (int step = random.nextInt(8, 24); step > 0; step--) {
            tx.sql().savepoint("before");
            try {
                step(tx, random, expected);
                done++;
            } catch (ToolRefusal e) {
                assertThat(e.code()).as(e.getMessage()).isEqualTo("conflict");
                tx.sql().rollbackToSavepoint("before");
            }
        }
        assertThat(ErpServer.declare().life().verify(tx)).isEmpty();
        expected.underWay
                .values()
                .forEach(goods ->
                        goods.forEach((item, left) -> expected.there.merge(item + " (transit)", left, Integer::sum)));
        expected.there.values().removeIf(quantity -> quantity == 0);
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
        assertThat(actual).isEqualTo(expected.there);
        return done;
    }

    private void step(Tx tx, SplittableRandom random, Expected expected) {
        var item = ITEMS.get(random.nextInt(ITEMS.size()));
        var place = random.nextBoolean() ? "Hamburg" : "Munich";
        int quantity = random.nextInt(1, 25);
        switch (random.nextInt(9)) {
            case 0, 1 -> {
                move(tx, "receive", item, place, quantity, "");
                expected.add(item + " " + place, quantity);
            }
            case 2 -> {
                move(tx, "ship", item, place, quantity, "");
                expected.add(item + " " + place, -quantity);
            }
            case 3 -> {
                // What was there last week had been counted with the rest, where a count came since.
                move(tx, "receive", item, place, quantity, ",\"date\":\"2026-03-0" + random.nextInt(1, 9) + "\"");
                if (!expected.posted.contains(item + " " + place)) {
                    expected.there.merge(item + " " + place, quantity, Integer::sum);
                }
            }
            case 4 -> send(tx, expected, item, place, quantity);
            case 5 -> receive(tx, random, expected);
            case 6 -> sheet(tx, expected, item, place);
            case 7 -> enter(tx, random, expected);
            default -> post(tx, random, expected);
        }
    }

    private void send(Tx tx, Expected expected, String item, String place, int quantity) {
        var to = place.equals("Hamburg") ? "Munich" : "Hamburg";
        call(
                tx,
                "erp_transfer_send",
                "{\"from\":\"%s\",\"to\":\"%s\",\"lines\":[{\"item\":\"%s\",\"quantity\":%d}]}"
                        .formatted(place, to, item, quantity));
        expected.add(item + " " + place, -quantity);
        int number = ++expected.transfers;
        expected.underWay.put(number, new TreeMap<>(Map.of(item, quantity)));
        expected.to.put(number, to);
    }

    private void receive(Tx tx, SplittableRandom random, Expected expected) {
        if (expected.underWay.isEmpty()) {
            return;
        }
        int number = List.copyOf(expected.underWay.keySet()).get(random.nextInt(expected.underWay.size()));
        var goods = expected.underWay.get(number);
        var item = goods.keySet().iterator().next();
        int quantity = random.nextInt(1, 25);
        boolean lost = random.nextInt(4) == 0;
        call(
                tx,
                "erp_transfer_receive",
                "{\"transfer\":\"TF-%d\",\"lines\":[{\"item\":\"%s\",\"quantity\":%d}]%s}"
                        .formatted(number, item, quantity, lost ? ",\"restLost\":\"gone\"" : ""));
        expected.add(item + " " + expected.to.get(number), quantity);
        int left = goods.get(item) - quantity;
        assertThat(left).isNotNegative();
        if (left == 0 || lost) {
            expected.underWay.remove(number);
        } else {
            goods.put(item, left);
        }
    }

    private void sheet(Tx tx, Expected expected, String item, String place) {
        call(tx, "erp_count_create", "{\"warehouse\":\"%s\",\"items\":[\"%s\"]}".formatted(place, item));
        expected.since.put(++expected.sheets, new TreeMap<>(Map.of(item + " " + place, 0)));
    }

    private void enter(Tx tx, SplittableRandom random, Expected expected) {
        if (expected.since.isEmpty()) {
            return;
        }
        int number = List.copyOf(expected.since.keySet()).get(random.nextInt(expected.since.size()));
        var place = expected.since.get(number).keySet().iterator().next();
        int counted = random.nextInt(0, 60);
        call(
                tx,
                "erp_count_enter",
                "{\"sheet\":\"CS-%d\",\"lines\":[{\"item\":\"%s\",\"counted\":%d}]}"
                        .formatted(number, place.split(" ")[0], counted));
        expected.counted.put(number, Map.of(place, counted));
    }

    private void post(Tx tx, SplittableRandom random, Expected expected) {
        var ready = expected.since.keySet().stream()
                .filter(expected.counted::containsKey)
                .toList();
        if (ready.isEmpty()) {
            return;
        }
        int number = ready.get(random.nextInt(ready.size()));
        call(tx, "erp_count_post", "{\"sheet\":\"CS-%d\"}".formatted(number));
        var moved = expected.since.remove(number);
        expected.counted.remove(number).forEach((place, counted) -> {
            int before = expected.there.getOrDefault(place, 0);
            int now = counted + moved.get(place);
            // A sheet that was written before another one was posted does not undo what that found later.
            if (laterPosted(expected, number, place)) {
                now = before;
            }
            expected.there.put(place, now);
            expected.posted.add(place);
            expected.posted.add(number + " " + place);
        });
    }

    private static boolean laterPosted(Expected expected, int number, String place) {
        return expected.posted.stream()
                .anyMatch(one -> one.endsWith(" " + place)
                        && one.matches("\\d+ .*")
                        && Integer.parseInt(one.split(" ")[0]) > number);
    }

    private void move(Tx tx, String action, String item, String place, int quantity, String more) {
        call(
                tx,
                "erp_stock_move",
                "{\"action\":\"%s\",\"item\":\"%s\",\"quantity\":%d,\"warehouse\":\"%s\"%s}"
                        .formatted(action, item, quantity, place, more));
    }

    private void call(Tx tx, String tool, String json) {
        Tools.call(caller, tx, tool, TestServer.parse(json));
    }
}
