package dev.bac.erp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.erp.verification.Verification;
import dev.bac.identity.Caller;
import dev.bac.mcp.ToolJson;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.testing.TestServer;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random histories of receipts, shipments, transfers, write-offs and counts on any of twelve days, in any order, some
 * cancelled, beside {@link StockOracle}. {@code -Dvalued=5000} runs more of them, {@code -Dseed=…} others.
 */
class ValuedHistoryPropertyTest {
    private static final int HISTORIES = Integer.getInteger("valued", 60);
    private static final long SEED = Long.getLong("seed", 20260317L);
    private static final LocalDate FIRST = LocalDate.of(2026, 3, 2);
    private static final BigDecimal USUAL = new BigDecimal("7.00");
    private static final List<String> ACTIONS =
            List.of("receive", "receive", "receive", "ship", "ship", "write_off", "transfer", "adjust");

    private final Depot depot = Depot.open();
    private final Caller caller = depot.server().caller();

    /** What was booked and can be cancelled. */
    private record Known(int serial, UUID move) {}

    @Test
    void inWhateverOrderThingsAreBookedTheSumsAreThoseOfTheirDays() {
        depot.ok("erp_item_save", "{\"name\":\"Pear\",\"listPrice\":\"9\",\"cost\":\"7\"}");
        depot.ok("erp_item_save", "{\"name\":\"Plum\",\"listPrice\":\"9\",\"cost\":\"7\",\"valuation\":\"fifo\"}");
        int booked = 0;
        for (int i = 0; i < HISTORIES; i++) {
            long seed = SEED + i;
            try {
                booked += depot.server()
                        .server()
                        .store()
                        .preview(caller.tenant(), tx -> history(tx, new SplittableRandom(seed)));
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("history with seed " + seed, e);
            }
        }
        assertThat(booked).isGreaterThan(HISTORIES * 5);
    }

    private int history(Tx tx, SplittableRandom random) {
        boolean fifo = random.nextBoolean();
        var item = fifo ? "Plum" : "Pear";
        var oracle = new StockOracle(fifo, USUAL);
        var known = new ArrayList<Known>();
        int booked = 0;
        for (int serial = 1; serial <= 18; serial++) {
            tx.sql().savepoint("before");
            try {
                if (!known.isEmpty() && random.nextInt(6) == 0) {
                    var victim = known.get(random.nextInt(known.size()));
                    call(tx, "erp_stock_cancel", Map.of("what", victim.move().toString(), "reason", "mistake"));
                    known.remove(victim);
                    oracle.cancel(victim.serial());
                } else {
                    var one = random(random, serial);
                    call(tx, "erp_stock_move", arguments(item, one));
                    oracle.book(one);
                    var move = last(tx);
                    if (move != null
                            && known.stream().noneMatch(other -> other.move().equals(move))) {
                        known.add(new Known(serial, move));
                    }
                }
                booked++;
            } catch (ToolRefusal e) {
                tx.sql().rollbackToSavepoint("before");
            }
        }
        assertThat(Verification.findings(tx)).isEmpty();
        compare(state(tx, item), oracle);
        return booked;
    }

    private static void compare(Map<String, BigDecimal> actual, StockOracle oracle) {
        var expected = oracle.state();
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        expected.forEach((what, value) -> assertThat(actual.getOrDefault(what, BigDecimal.ZERO))
                .as("%s of %s", what, oracle)
                .isEqualByComparingTo(value));
    }

    private static StockOracle.Booked random(SplittableRandom random, int serial) {
        var place = random.nextBoolean() ? "Hamburg" : "Munich";
        return new StockOracle.Booked(
                serial,
                ACTIONS.get(random.nextInt(ACTIONS.size())),
                FIRST.plusDays(random.nextInt(12)),
                BigDecimal.valueOf(random.nextInt(1, 14)),
                BigDecimal.valueOf(random.nextInt(100, 1_400), 2),
                place,
                place.equals("Hamburg") ? "Munich" : "Hamburg");
    }

    private static Map<String, Object> arguments(String item, StockOracle.Booked one) {
        var arguments = new TreeMap<String, Object>(Map.of(
                "action", one.action().toUpperCase(java.util.Locale.ROOT),
                "item", item,
                "quantity", one.quantity(),
                "warehouse", one.place(),
                "reason", "why",
                "date", one.date().toString()));
        if (one.action().equals("receive")) {
            arguments.put("unitCost", one.cost());
        }
        if (one.action().equals("transfer")) {
            arguments.put("toWarehouse", one.other());
        }
        return arguments;
    }

    private void call(Tx tx, String tool, Map<String, Object> arguments) {
        Tools.call(caller, tx, tool, TestServer.parse(ToolJson.mapper().writeValueAsString(arguments)));
    }

    /** The latest move that somebody ordered; null when nothing had to be moved. */
    private static @Nullable UUID last(Tx tx) {
        return tx.sql().createQuery("""
                        SELECT id FROM stock_move WHERE cause_id IS NULL AND reverses_id IS NULL ORDER BY seq DESC LIMIT 1
                        """).mapTo(UUID.class).findOne().orElse(null);
    }

    private static Map<String, BigDecimal> state(Tx tx, String item) {
        var state = new TreeMap<String, BigDecimal>();
        tx.sql()
                .createQuery("""
                        SELECT l.name, b.on_hand FROM stock_balance b JOIN item i ON i.id = b.item_id JOIN location l ON l.id = b.location_id
                         WHERE i.name = :item AND NOT b.outside AND b.on_hand <> 0
                        UNION ALL SELECT 'value', coalesce(sum(w.value), 0) FROM stock_worth w JOIN item i ON i.id = w.item_id
                         WHERE i.name = :item
                        """)
                .bind("item", item)
                .map((row, _) -> state.put(row.getString(1), row.getBigDecimal(2)) == null)
                .list();
        return state;
    }
}
