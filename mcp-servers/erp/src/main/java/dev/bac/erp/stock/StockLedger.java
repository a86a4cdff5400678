package dev.bac.erp.stock;

import dev.bac.erp.item.Item;
import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What is where, and who holds it while it changes. Each move has two locations, so that the sum over all locations
 * stays zero. Who posts first locks its items in the order of their ids, then the balance rows it will change, item by
 * item in the order of the locations; who only reserves locks balance rows alone, in the same order. A row is made
 * before it is locked, because a lock on a row that is not there locks nothing.
 */
public final class StockLedger {
    private final Ledger ledger;

    public StockLedger(Locations locations) {
        this.ledger = new Ledger(locations, this);
    }

    /** Locks items that are to be moved; before any of their balances. */
    public void lockItems(Tx tx, Collection<UUID> items) {
        Shelf.lock(tx, items);
    }

    /** What there is of the item there; the row stays locked until the commit. */
    public Stock lock(Tx tx, UUID item, Location place) {
        return lockIfThere(tx, item, place).orElseGet(() -> {
            tx.sql()
                    .createUpdate("""
                            INSERT INTO stock_balance (item_id, location_id, outside) VALUES (:item, :place, :outside)
                            ON CONFLICT DO NOTHING
                            """)
                    .bind("item", item)
                    .bind("place", place.id())
                    .bind("outside", place.outside())
                    .execute();
            return lockIfThere(tx, item, place).orElseThrow();
        });
    }

    private static Optional<Stock> lockIfThere(Tx tx, UUID item, Location place) {
        return tx.sql()
                .createQuery("""
                        SELECT on_hand, reserved FROM stock_balance WHERE item_id = :item AND location_id = :place FOR UPDATE
                        """)
                .bind("item", item)
                .bind("place", place.id())
                .map((row, _) -> new Stock(row.getBigDecimal("on_hand"), row.getBigDecimal("reserved")))
                .findOne();
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

    /** What there was when it was counted, by what is known now. */
    BigDecimal onHandAt(Tx tx, Counted counted) {
        return tx.sql()
                .createQuery("""
                        SELECT coalesce(sum(CASE WHEN to_id = :place THEN quantity ELSE -quantity END), 0) FROM stock_move
                         WHERE item_id = :item AND :place IN (from_id, to_id)
                           AND (moved_on < :day OR moved_on = :day AND position <= coalesce(CAST(:position AS bigint), position))
                           AND (CAST(:lot AS uuid) IS NULL OR lot_id = CAST(:lot AS uuid))
                        """)
                .bind("place", counted.place())
                .bind("item", counted.item())
                .bind("day", counted.on())
                .bind("position", counted.position())
                .bind("lot", counted.lot() == null ? null : counted.lot().toString())
                .mapTo(BigDecimal.class)
                .one();
    }

    /** Locks the item, and both ends of a move to come. */
    public void lockBoth(Tx tx, UUID item, Location from, Location to) {
        hold(tx, item, from, to);
    }

    /** The same, with what there is at both ends. */
    Held hold(Tx tx, UUID item, Location from, Location to) {
        var shelves = Shelf.lock(tx, List.of(item));
        var there = lockedBoth(tx, item, from, to);
        if (there.size() < 2) {
            // As the database orders uuids, which the trigger follows: by bytes, that is by their text.
            Stream.of(from, to)
                    .sorted(Comparator.comparing(place -> place.id().toString()))
                    .forEach(place -> there.put(place.id(), lock(tx, item, place)));
        }
        var places = new Places(new HashMap<>());
        places.add(from);
        places.add(to);
        return new Held(shelves, places, there);
    }

    private static Map<UUID, Stock> lockedBoth(Tx tx, UUID item, Location from, Location to) {
        var there = new HashMap<UUID, Stock>();
        tx.sql()
                .createQuery("""
                        SELECT location_id, on_hand, reserved FROM stock_balance
                         WHERE item_id = :item AND location_id IN (:from, :to) ORDER BY location_id FOR UPDATE
                        """)
                .bind("item", item)
                .bind("from", from.id())
                .bind("to", to.id())
                .map((row, _) -> there.put(
                                row.getObject("location_id", UUID.class),
                                new Stock(row.getBigDecimal("on_hand"), row.getBigDecimal("reserved")))
                        == null)
                .list();
        return there;
    }

    /** Books moves of what is held. */
    Map<UUID, BigDecimal> book(Tx tx, Booking booking, Held held) {
        return ledger.book(tx, booking, held);
    }

    /** Refuses to take more from a warehouse than nobody else is promised. */
    public void demand(Tx tx, Item item, Location from, BigDecimal quantity) {
        demand(item, from, lock(tx, item.id(), from), quantity);
    }

    /** The same of a place that is locked. */
    static void demand(Item item, Location from, Stock there, BigDecimal quantity) {
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

    /**
     * Books moves with their values and tells of them. The database brings the balances after them and refuses to let a
     * place of ours fall below zero.
     *
     * @return by how much each move changed the value of the stock
     */
    public Map<UUID, BigDecimal> book(Tx tx, Booking booking) {
        return ledger.book(tx, booking);
    }

    /** Books what is there to begin with: any number of moves of items in one currency, of many days, as one event. */
    public void open(Tx tx, List<Move> moves) {
        ledger.book(tx, Booking.of("erp.stock.opened", tx.tenant().value(), moves));
    }

    /** Books the exact opposite of moves, at their time: as if they had never been. */
    public Map<UUID, BigDecimal> reverse(Tx tx, Collection<UUID> moves, Booking told) {
        return new Reversal(ledger).reverse(tx, moves, told);
    }

    /** Takes one move back that belongs to no document, and a count with all that made it true. */
    public Map<UUID, BigDecimal> reverseSingle(Tx tx, UUID move, Booking told) {
        var found = MoveBook.select(tx, "m.id = :id", move);
        if (found.isEmpty()) {
            throw ToolRefusal.notFound(
                    "what", "move", move.toString(), "erp_stock_history shows the moves with their ids.");
        }
        var links = found.getFirst().links();
        if (links.note() != null) {
            throw new ToolRefusal(
                    "conflict", "what: the move belongs to a delivery, receipt or return; cancel that one");
        }
        var transfer = tx.sql()
                .createQuery(
                        "SELECT t.number FROM transfer_move m JOIN transfer t ON t.id = m.transfer_id WHERE m.move_id = :id")
                .bind("id", move)
                .mapTo(String.class)
                .findOne();
        if (transfer.isPresent()) {
            throw new ToolRefusal(
                    "conflict",
                    "what: the move belongs to transfer %s; send the goods back instead".formatted(transfer.get()));
        }
        if (links.count() == null) {
            return reverse(tx, List.of(move), told);
        }
        lockItems(tx, List.of(found.getFirst().item()));
        if (!Counts.end(tx, links.count())) {
            throw new ToolRefusal("conflict", "what: the count is cancelled already");
        }
        return reverse(
                tx, MoveBook.ofCount(tx, links.count()).stream().map(Move::id).toList(), told);
    }

    /** Notes what was counted, after what makes it true was booked under the same id. */
    public void counted(Tx tx, Counted counted) {
        Counts.add(tx, counted);
    }

    /** Lays costs on goods received earlier, and on what became of them since. */
    public void land(Tx tx, LandedCost cost) {
        ledger.land(tx, cost);
    }
}
