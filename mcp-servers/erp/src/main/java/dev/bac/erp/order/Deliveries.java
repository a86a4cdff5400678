package dev.bac.erp.order;

import dev.bac.erp.goods.Done;
import dev.bac.erp.goods.GoodsNote;
import dev.bac.erp.goods.GoodsNotes;
import dev.bac.erp.goods.LotQueue;
import dev.bac.erp.goods.Open;
import dev.bac.erp.item.ItemStore;
import dev.bac.erp.stock.Booking;
import dev.bac.erp.stock.Location;
import dev.bac.erp.stock.Locations;
import dev.bac.erp.stock.LotWanted;
import dev.bac.erp.stock.Lots;
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
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Takes reserved goods out of the warehouse, all of an order or a part of it, and asks for their invoice. */
public final class Deliveries {
    private final ItemStore items;
    private final OrderStore orders;
    private final Fulfilment fulfilment;
    private final GoodsNotes notes;
    private final Locations locations;
    private final StockLedger ledger;

    public Deliveries(
            ItemStore items,
            OrderStore orders,
            Fulfilment fulfilment,
            GoodsNotes notes,
            Locations locations,
            StockLedger ledger) {
        this.items = items;
        this.orders = orders;
        this.fulfilment = fulfilment;
        this.notes = notes;
        this.locations = locations;
        this.ledger = ledger;
    }

    /** What of the order is still to leave our warehouse, line by line. The order is locked. */
    public List<Open> open(Tx tx, SalesOrder order, List<OrderLine> lines) {
        var done = notes.doneOfOrder(tx, order.id(), GoodsNote.Kind.DELIVERY);
        return lines.stream()
                .filter(line -> line.shippedBy() == null)
                .map(line -> line.open(done.getOrDefault(line.line(), Done.NOTHING)))
                .toList();
    }

    /** The parts lot by lot: the lots that are named for an item, else what expires first. The items are locked with it. */
    public List<Open.Part> byLot(
            Tx tx, SalesOrder order, List<Open.Part> parts, Map<UUID, List<LotWanted>> named, LocalDate date) {
        var warehouse = locations.get(tx, order.warehouseId());
        var byItem = new TreeMap<UUID, BigDecimal>(Comparator.comparing(UUID::toString));
        parts.forEach(part -> byItem.merge(part.open().item(), part.quantity(), BigDecimal::add));
        ledger.lockItems(tx, byItem.keySet());
        var queues = new HashMap<UUID, LotQueue>();
        byItem.forEach((id, quantity) -> {
            var leaving = new Lots.Leaving(items.get(tx, id), warehouse, quantity, date, false);
            queues.put(id, new LotQueue(Lots.outgoing(tx, leaving, named.get(id))));
        });
        return parts.stream()
                .flatMap(part ->
                        java.util.Objects.requireNonNull(queues.get(part.open().item()))
                                .split(part, order.total().currency())
                                .stream())
                .toList();
    }

    /** Delivers parts of a locked order's lines, lot by lot. */
    public GoodsNote deliver(Tx tx, SalesOrder order, List<OrderLine> lines, List<Open.Part> parts, LocalDate date) {
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
                    MoveLinks.NONE
                            .forOrder(order.id())
                            .on(id, line)
                            .ofLot(part.open().lot()));
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
    public static Booking booking(String event, SalesOrder order, GoodsNote note, List<Move> moves) {
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
