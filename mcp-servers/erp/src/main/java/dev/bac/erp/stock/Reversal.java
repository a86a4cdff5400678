package dev.bac.erp.stock;

import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/**
 * Takes moves back. A reversal stands beside what it reverses and is worth exactly the opposite; both are left out when
 * the item's history is valued, so that what follows is worth what it would be had neither been.
 */
final class Reversal {
    private final Ledger ledger;

    Reversal(Ledger ledger) {
        this.ledger = ledger;
    }

    Map<UUID, BigDecimal> reverse(Tx tx, Collection<UUID> moves, Booking told) {
        var all = new ArrayList<Move>();
        for (var id : moves) {
            all.addAll(MoveBook.select(tx, "m.id = :id", id));
        }
        if (all.isEmpty()) {
            return Map.of();
        }
        Shelf.lock(tx, all.stream().map(Move::item).distinct().toList());
        all.forEach(move -> refuseIfTied(tx, move));
        var opposite = all.stream().map(move -> opposite(tx, move)).toList();
        return ledger.takeBack(tx, new Booking(told.event(), told.subject(), opposite, told.body(), told.perMove()));
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

    static Move opposite(Tx tx, Move move) {
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
