package dev.bac.erp.stock;

import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Takes moves back. A reversal stands beside what it reverses and is worth exactly the opposite; both are left out when
 * the item's history is valued, so that what follows is worth what it would be had neither been. Moves that kept a count
 * true because of a move go with it.
 */
final class Reversal {
    private final StockLedger balances;
    private final Ledger ledger;

    Reversal(StockLedger balances, Ledger ledger) {
        this.balances = balances;
        this.ledger = ledger;
    }

    Map<UUID, BigDecimal> reverse(Tx tx, Collection<UUID> moves, Booking told) {
        var all = new ArrayList<Move>();
        for (var id : moves) {
            all.addAll(MoveBook.select(tx, "m.id = :id", id));
        }
        Shelf.lock(tx, all.stream().map(Move::item).distinct().toList());
        for (var move : List.copyOf(all)) {
            refuseIfTied(tx, move);
            all.addAll(MoveBook.select(
                    tx,
                    "m.cause_id = :id AND m.reverses_id IS NULL AND NOT EXISTS "
                            + "(SELECT 1 FROM stock_move r WHERE r.reverses_id = m.id)",
                    move.id()));
        }
        demandWhatLeaves(tx, all);
        var opposite = all.stream().map(move -> opposite(tx, move)).toList();
        return ledger.book(tx, new Booking(told.event(), told.subject(), opposite, told.body(), told.perMove()));
    }

    /** Refuses to take back goods that are gone, or promised to somebody. */
    private void demandWhatLeaves(Tx tx, List<Move> moves) {
        record Place(UUID item, UUID location) {}
        var changes = new TreeMap<Place, BigDecimal>(
                Comparator.comparing((Place place) -> place.item().toString())
                        .thenComparing(place -> place.location().toString()));
        for (var move : moves) {
            changes.merge(new Place(move.item(), move.to()), move.quantity().negate(), BigDecimal::add);
            changes.merge(new Place(move.item(), move.from()), move.quantity(), BigDecimal::add);
        }
        var places = Places.of(tx, ledger.locations(), moves);
        changes.forEach((place, change) -> {
            if (!places.outside(place.location())) {
                var there = balances.lock(tx, place.item(), places.at(place.location()));
                if (there.available().add(change).signum() < 0) {
                    throw new ToolRefusal(
                            "conflict",
                            "move: only %s of its %s are still free in %s; the rest has left or is promised"
                                    .formatted(
                                            Quantities.text(there.available()),
                                            Quantities.text(change.negate()),
                                            places.at(place.location()).name()));
                }
            }
        });
    }

    private static void refuseIfTied(Tx tx, Move move) {
        if (move.links().reverses() != null) {
            throw new ToolRefusal("conflict", "move: it takes another move back; book that one again instead");
        }
        if (!MoveBook.select(tx, "m.reverses_id = :id", move.id()).isEmpty()) {
            throw new ToolRefusal("conflict", "move: it is cancelled already");
        }
        var returned = MoveBook.select(
                tx,
                "m.origin_id = :id AND NOT EXISTS (SELECT 1 FROM stock_move r WHERE r.reverses_id = m.id)",
                move.id());
        if (!returned.isEmpty()) {
            throw new ToolRefusal("conflict", "move: some of its goods came back; cancel that return first");
        }
    }

    private static Move opposite(Tx tx, Move move) {
        long at = move.links().position() == null ? 0 : move.links().position();
        return new Move(
                tx.newId(),
                move.kind(),
                move.item(),
                move.to(),
                move.from(),
                move.quantity(),
                move.date(),
                move.links().reversing(move.id(), at));
    }
}
