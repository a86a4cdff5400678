package dev.bac.erp.drop;

import dev.bac.erp.stock.Location;
import dev.bac.erp.stock.Locations;
import dev.bac.erp.stock.LotPart;
import dev.bac.erp.stock.Move;
import dev.bac.erp.stock.MoveLinks;
import dev.bac.store.Tx;
import java.time.LocalDate;
import java.util.UUID;

/** The way of goods that are shipped past our stock: from the supplier to no place of ours, and at once to the customer. */
final class DropMoves {
    private final Locations locations;

    DropMoves(Locations locations) {
        this.locations = locations;
    }

    /**
     * A line's two moves.
     *
     * @param in of the receipt, whose order is the purchase order
     * @param out of the delivery, whose order is the sales order
     */
    record Pair(Move in, Move out) {}

    /** A document and the order that it fulfils. */
    record Side(UUID note, UUID order) {}

    Pair pair(Tx tx, UUID item, LotPart lot, int line, LocalDate date, Side receipt, Side delivery) {
        var supplier = locations.outside(tx, Location.Kind.SUPPLIER);
        var between = locations.outside(tx, Location.Kind.DROP);
        var customer = locations.outside(tx, Location.Kind.CUSTOMER);
        return new Pair(
                new Move(
                        tx.newId(),
                        Move.Kind.RECEIVE,
                        item,
                        supplier.id(),
                        between.id(),
                        lot.quantity(),
                        date,
                        links(receipt, line, lot)),
                new Move(
                        tx.newId(),
                        Move.Kind.SHIP,
                        item,
                        between.id(),
                        customer.id(),
                        lot.quantity(),
                        date,
                        links(delivery, line, lot)));
    }

    private static MoveLinks links(Side side, int line, LotPart lot) {
        return MoveLinks.NONE.forOrder(side.order()).on(side.note(), line).ofLot(lot.lot());
    }
}
