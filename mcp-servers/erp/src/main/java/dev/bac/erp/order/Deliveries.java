package dev.bac.erp.order;

import dev.bac.erp.goods.Done;
import dev.bac.erp.goods.GoodsNote;
import dev.bac.erp.goods.GoodsNotes;
import dev.bac.erp.goods.Open;
import dev.bac.erp.stock.Booking;
import dev.bac.erp.stock.Location;
import dev.bac.erp.stock.Locations;
import dev.bac.erp.stock.Move;
import dev.bac.erp.stock.MoveLinks;
import dev.bac.erp.stock.StockLedger;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Takes reserved goods out of the warehouse, all of an order or a part of it, and asks for their invoice. */
public final class Deliveries {
    private final OrderStore orders;
    private final Fulfilment fulfilment;
    private final GoodsNotes notes;
    private final Locations locations;
    private final StockLedger ledger;

    public Deliveries(
            OrderStore orders, Fulfilment fulfilment, GoodsNotes notes, Locations locations, StockLedger ledger) {
        this.orders = orders;
        this.fulfilment = fulfilment;
        this.notes = notes;
        this.locations = locations;
        this.ledger = ledger;
    }

    /** What of the order is still to be delivered, line by line. The order is locked. */
    List<Open> open(Tx tx, SalesOrder order, List<OrderLine> lines) {
        var done = notes.doneOfOrder(tx, order.id(), GoodsNote.Kind.DELIVERY);
        return lines.stream()
                .map(line -> line.open(done.getOrDefault(line.line(), Done.NOTHING)))
                .toList();
    }

    /** Delivers parts of a locked order's lines. */
    GoodsNote deliver(Tx tx, SalesOrder order, List<OrderLine> lines, List<Open.Part> parts, LocalDate date) {
        var warehouse = locations.get(tx, order.warehouseId());
        var customer = locations.outside(tx, Location.Kind.CUSTOMER);
        var byItem = new TreeMap<UUID, BigDecimal>(Comparator.comparing(UUID::toString));
        parts.forEach(part -> byItem.merge(part.open().item(), part.quantity(), BigDecimal::add));
        ledger.lockItems(tx, byItem.keySet());
        byItem.forEach((item, quantity) -> {
            ledger.lockBoth(tx, item, warehouse, customer);
            ledger.reserve(tx, item, warehouse.id(), quantity.negate());
        });
        var moves = new ArrayList<Move>();
        var noteLines = new ArrayList<GoodsNote.Line>();
        var id = tx.newId();
        for (var part : parts) {
            int line = noteLines.size() + 1;
            var move = new Move(
                    tx.newId(),
                    Move.Kind.SHIP,
                    part.open().item(),
                    warehouse.id(),
                    customer.id(),
                    part.quantity(),
                    date,
                    MoveLinks.NONE.forOrder(order.id()).on(id, line));
            moves.add(move);
            noteLines.add(new GoodsNote.Line(
                    line,
                    part.open().line(),
                    null,
                    part.open().item(),
                    part.quantity(),
                    BigDecimal.ZERO,
                    part.amount(order.total().currency()),
                    move.id()));
        }
        var note = notes.numbered(
                tx,
                new GoodsNote(
                        id,
                        GoodsNote.Kind.DELIVERY,
                        "",
                        order.id(),
                        null,
                        warehouse.id(),
                        date,
                        order.total().currency(),
                        null,
                        noteLines));
        ledger.book(tx, booking("erp.stock.delivered", order, note, moves));
        notes.add(tx, note);
        fulfilment.settle(tx, order, orders.lines(tx, order.id()), date);
        tx.publish("erp.invoice.requested", note.id().toString(), InvoiceRequest.of(order, note, lines));
        return note;
    }

    /** Moves that are told of with their note, and with what each earns or gives back. */
    static Booking booking(String event, SalesOrder order, GoodsNote note, List<Move> moves) {
        var perMove = new HashMap<UUID, ObjectNode>();
        for (var line : note.lines()) {
            if (line.move() != null) {
                perMove.put(
                        line.move(),
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("orderLine", line.orderLine())
                                .put("net", InvoiceRequest.money(line.amount(), note.currency())));
            }
        }
        return new Booking(event, note.id(), moves, InvoiceRequest.head(order, note), perMove);
    }
}
