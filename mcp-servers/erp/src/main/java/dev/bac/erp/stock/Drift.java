package dev.bac.erp.stock;

import dev.bac.erp.valuation.FifoWorth;
import dev.bac.erp.valuation.Worth;
import dev.bac.store.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Whether the values in the ledger are what the items' rules make of their moves, counted anew from the first one on. */
public final class Drift {
    private static final int ITEMS = 100_000;

    private Drift() {}

    /** A line for each item whose values, sums or queue are not what they should be; nothing is changed. */
    public static List<String> findings(Tx tx) {
        var findings = new ArrayList<String>();
        var items = tx.sql()
                .createQuery("SELECT item_id FROM stock_worth ORDER BY item_id LIMIT " + ITEMS)
                .mapTo(UUID.class)
                .list();
        for (var item : items) {
            of(tx, Shelf.look(tx, item), findings);
        }
        return findings;
    }

    private static void of(Tx tx, Shelf shelf, List<String> findings) {
        try {
            var history = Valuing.replay(tx, shelf);
            var known = Valuing.known(tx, shelf.item());
            for (var entry : history.values().entrySet()) {
                var recorded = known.get(entry.getKey());
                if (recorded == null || recorded.compareTo(entry.getValue()) != 0) {
                    findings.add("a move of %s is worth %s by its rule, not %s"
                            .formatted(shelf.sku(), entry.getValue().toPlainString(), recorded));
                }
            }
            same(shelf, history.worth(), shelf.worth(tx), findings);
        } catch (Worth.Shortage e) {
            findings.add("the history of %s falls below zero: %s".formatted(shelf.sku(), e.getMessage()));
        }
    }

    private static void same(Shelf shelf, Worth counted, Worth kept, List<String> findings) {
        for (var what : Map.of(
                        "quantity", List.of(counted.quantity(), kept.quantity(), shelf.quantity()),
                        "value", List.of(counted.value(), kept.value(), shelf.value()))
                .entrySet()) {
            var first = what.getValue().getFirst();
            if (what.getValue().stream().anyMatch(one -> one.compareTo(first) != 0)) {
                findings.add("the %s of %s stands as %s".formatted(what.getKey(), shelf.sku(), what.getValue()));
            }
        }
        if (counted instanceof FifoWorth due && kept instanceof FifoWorth queue && !same(due, queue)) {
            findings.add("the queue of %s is not what its moves leave".formatted(shelf.sku()));
        }
    }

    private static boolean same(FifoWorth one, FifoWorth other) {
        return plain(one).equals(plain(other));
    }

    private static List<String> plain(FifoWorth queue) {
        return queue.layers().stream()
                .map(layer -> "%s %s %s"
                        .formatted(
                                layer.move(),
                                layer.quantity().stripTrailingZeros().toPlainString(),
                                layer.value().stripTrailingZeros().toPlainString()))
                .toList();
    }
}
