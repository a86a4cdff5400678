package dev.bac.erp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.Caller;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.testing.TestServer;
import dev.bac.store.Tx;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Random histories of goods kept by lot and by serial number, in pieces and in cartons, beside a plain map of what
 * should be where: what leaves unnamed is what expires first. {@code -Dhistories=2000} runs more, {@code -Dseed=…} others.
 */
class LotHistoryPropertyTest {
    private static final int HISTORIES = Integer.getInteger("histories", 60);
    private static final long SEED = Long.getLong("seed", 20261121L);
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 16);
    private static final int CARTON = 6;

    private final Depot depot = Depot.open();
    private final Caller caller = depot.server().caller();

    /** What should be there, and until when each lot is good. */
    private static final class Expected {
        final TreeMap<String, Integer> there = new TreeMap<>();
        final TreeMap<String, LocalDate> good = new TreeMap<>();
        final List<String> serials = new ArrayList<>();

        void add(String lot, String place, int quantity) {
            there.merge(lot + " in " + place, quantity, Integer::sum);
        }

        /** The lots of a place with what is there, in the order in which they leave. */
        List<Map.Entry<String, Integer>> leaving(String place, boolean expiredToo) {
            return there.entrySet().stream()
                    .filter(entry -> entry.getKey().endsWith(" in " + place)
                            && entry.getKey().startsWith("L")
                            && entry.getValue() > 0)
                    .map(entry -> Map.entry(entry.getKey().split(" ")[0], entry.getValue()))
                    .filter(entry -> expiredToo || !good.get(entry.getKey()).isBefore(TODAY))
                    .sorted(Comparator.comparing((Map.Entry<String, Integer> entry) -> good.get(entry.getKey()))
                            .thenComparing(Map.Entry::getKey))
                    .toList();
        }
    }

    @Test
    void whateverMovesTheLotsAreWhereAMapSaysTheyAre() {
        depot.ok(
                "erp_item_save",
                "{\"name\":\"Milk\",\"listPrice\":\"2\",\"cost\":\"1\",\"tracking\":\"lot\",\"units\":[{\"unit\":\"carton\",\"holds\":6}]}");
        depot.ok(
                "erp_item_save",
                "{\"name\":\"Server\",\"listPrice\":\"900\",\"cost\":\"500\",\"tracking\":\"serial\",\"valuation\":\"fifo\"}");
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
                assertThat(e.code()).isIn("conflict", "not_found");
                tx.sql().rollbackToSavepoint("before");
            }
        }
        assertThat(ErpServer.declare().life().verify(tx)).isEmpty();
        expected.there.values().removeIf(quantity -> quantity == 0);
        var actual = new TreeMap<String, Integer>();
        tx.sql()
                .createQuery("""
                        SELECT t.code || ' in ' || l.name AS place, b.on_hand FROM lot_balance b JOIN lot t ON t.id = b.lot_id
                          JOIN location l ON l.id = b.location_id WHERE NOT b.outside AND b.on_hand <> 0
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
        var place = random.nextBoolean() ? "Hamburg" : "Munich";
        var other = place.equals("Hamburg") ? "Munich" : "Hamburg";
        switch (random.nextInt(8)) {
            case 0, 1 -> receive(tx, random, expected, place);
            case 2, 3 -> leave(tx, random, expected, place, "ship", null);
            case 4 -> leave(tx, random, expected, place, "transfer", other);
            case 5 -> leave(tx, random, expected, place, "write_off", null);
            case 6 -> count(tx, random, expected, place);
            default -> serial(tx, random, expected, place, other);
        }
    }

    private void receive(Tx tx, SplittableRandom random, Expected expected, String place) {
        var lot = "L" + random.nextInt(5);
        var good = expected.good.getOrDefault(lot, TODAY.plusDays(random.nextInt(-3, 20)));
        int cartons = random.nextInt(1, 4);
        call(
                tx,
                "{\"action\":\"receive\",\"item\":\"Milk\",\"quantity\":%d,\"unit\":\"carton\",\"warehouse\":\"%s\",\"unitCost\":\"%d.37\",\"lots\":[{\"lot\":\"%s\",\"quantity\":%d,\"expires\":\"%s\"}]}"
                        .formatted(cartons, place, random.nextInt(1, 9), lot, cartons * CARTON, good));
        expected.good.put(lot, good);
        expected.add(lot, place, cartons * CARTON);
    }

    private void leave(Tx tx, SplittableRandom random, Expected expected, String place, String action, String to) {
        int quantity = random.nextInt(1, 15);
        var leaving = expected.leaving(place, !action.equals("ship"));
        call(
                tx,
                "{\"action\":\"%s\",\"item\":\"Milk\",\"quantity\":%d,\"warehouse\":\"%s\",\"reason\":\"why\"%s}"
                        .formatted(action, quantity, place, to == null ? "" : ",\"toWarehouse\":\"" + to + "\""));
        int left = quantity;
        for (var lot : leaving) {
            int part = Math.min(left, lot.getValue());
            expected.add(lot.getKey(), place, -part);
            if (to != null) {
                expected.add(lot.getKey(), to, part);
            }
            left -= part;
        }
        assertThat(left).as("%s of %d had to be refused", action, quantity).isZero();
    }

    private void count(Tx tx, SplittableRandom random, Expected expected, String place) {
        if (expected.good.isEmpty()) {
            return;
        }
        var lot = List.copyOf(expected.good.keySet()).get(random.nextInt(expected.good.size()));
        int counted = random.nextInt(0, 20);
        call(
                tx,
                "{\"action\":\"adjust\",\"item\":\"Milk\",\"quantity\":%d,\"warehouse\":\"%s\",\"reason\":\"count\",\"lots\":[{\"lot\":\"%s\"}]}"
                        .formatted(counted, place, lot));
        expected.there.put(lot + " in " + place, counted);
    }

    private void serial(Tx tx, SplittableRandom random, Expected expected, String place, String other) {
        if (expected.serials.isEmpty() || random.nextInt(3) == 0) {
            // Now and then one that is there already, which is refused.
            var number = "S" + random.nextInt(4);
            call(
                    tx,
                    "{\"action\":\"receive\",\"item\":\"Server\",\"quantity\":1,\"warehouse\":\"%s\",\"lots\":[{\"lot\":\"%s\"}]}"
                            .formatted(place, number));
            assertThat(expected.serials).doesNotContain(number);
            expected.serials.add(number);
            expected.add(number, place, 1);
            return;
        }
        var number = expected.serials.get(random.nextInt(expected.serials.size()));
        boolean ships = random.nextInt(4) == 0;
        call(
                tx,
                "{\"action\":\"%s\",\"item\":\"Server\",\"quantity\":1,\"warehouse\":\"%s\",\"lots\":[{\"lot\":\"%s\"}]%s}"
                        .formatted(
                                ships ? "ship" : "transfer",
                                place,
                                number,
                                ships ? "" : ",\"toWarehouse\":\"" + other + "\""));
        expected.add(number, place, -1);
        if (!ships) {
            expected.add(number, other, 1);
        }
        assertThat(expected.there.get(number + " in " + place)).isZero();
    }

    private void call(Tx tx, String json) {
        Tools.call(caller, tx, "erp_lot_move", TestServer.parse(json));
    }
}
