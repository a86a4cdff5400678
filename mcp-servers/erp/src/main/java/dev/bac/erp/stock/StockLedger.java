package dev.bac.erp.stock;

import dev.bac.erp.item.Item;
import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The ledger of moves. Each has two locations, so that the sum over all locations stays zero. Who moves or reserves
 * first locks the balance rows it will change, in the order of their locations; the row is made before it is locked,
 * because a lock on a row that is not there locks nothing.
 */
public final class StockLedger {

    /** What there is of the item there; the row stays locked until the commit. */
    public Stock lock(Tx tx, UUID item, Location place) {
        tx.sql()
                .createUpdate("""
                        INSERT INTO stock_balance (item_id, location_id, outside) VALUES (:item, :place, :outside)
                        ON CONFLICT DO NOTHING
                        """)
                .bind("item", item)
                .bind("place", place.id())
                .bind("outside", place.outside())
                .execute();
        return tx.sql()
                .createQuery("""
                        SELECT on_hand, reserved FROM stock_balance WHERE item_id = :item AND location_id = :place FOR UPDATE
                        """)
                .bind("item", item)
                .bind("place", place.id())
                .map((row, _) -> new Stock(row.getBigDecimal("on_hand"), row.getBigDecimal("reserved")))
                .one();
    }

    /** What there is now, without a lock. */
    public Stock look(Tx tx, UUID item, UUID place) {
        return tx.sql()
                .createQuery(
                        "SELECT on_hand, reserved FROM stock_balance WHERE item_id = :item AND location_id = :place")
                .bind("item", item)
                .bind("place", place)
                .map((row, _) -> new Stock(row.getBigDecimal("on_hand"), row.getBigDecimal("reserved")))
                .findOne()
                .orElse(Stock.NONE);
    }

    /** Locks both ends of a move to come. */
    public void lockBoth(Tx tx, UUID item, Location from, Location to) {
        // As the database orders uuids, which the trigger follows: by bytes, that is by their text.
        Stream.of(from, to)
                .sorted(java.util.Comparator.comparing(place -> place.id().toString()))
                .forEach(place -> lock(tx, item, place));
    }

    /** Refuses to take more from a warehouse than nobody else is promised. */
    public void demand(Tx tx, Item item, Location from, BigDecimal quantity) {
        var there = lock(tx, item.id(), from);
        if (there.available().compareTo(quantity) < 0) {
            throw new ToolRefusal(
                    "conflict",
                    "quantity: only %s %s of %s %s are free in %s (%s on hand, %s reserved), not %s"
                            .formatted(
                                    Quantities.text(there.available()),
                                    item.unit(),
                                    item.sku(),
                                    item.name(),
                                    from.name(),
                                    Quantities.text(there.onHand()),
                                    Quantities.text(there.reserved()),
                                    Quantities.text(quantity)));
        }
    }

    /** Changes what is reserved of an item in a warehouse; below zero releases. */
    public void reserve(Tx tx, UUID item, UUID warehouse, BigDecimal change) {
        tx.sql()
                .createUpdate("""
                        UPDATE stock_balance SET reserved = reserved + :change WHERE item_id = :item AND location_id = :place
                        """)
                .bind("change", change)
                .bind("item", item)
                .bind("place", warehouse)
                .execute();
    }

    /** Writes moves; the database brings the balances after them and refuses to let a warehouse fall below zero. */
    public void post(Tx tx, List<Move> moves) {
        if (moves.isEmpty()) {
            return;
        }
        var batch = tx.sql().prepareBatch("""
                INSERT INTO stock_move (id, kind, item_id, from_id, to_id, quantity, moved_on, reason, order_id, recorded_at)
                VALUES (:id, :kind, :item, :from, :to, :quantity, :date, :reason, CAST(:order AS uuid), :now)
                """);
        for (var move : moves) {
            batch.bind("id", move.id())
                    .bind("kind", move.kind().name())
                    .bind("item", move.item())
                    .bind("from", move.from())
                    .bind("to", move.to())
                    .bind("quantity", move.quantity())
                    .bind("date", move.date())
                    .bind("reason", move.reason())
                    .bind("order", text(move.order()))
                    .bind("now", tx.now())
                    .add();
        }
        batch.execute();
    }

    private static @Nullable String text(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }
}
