package dev.bac.erp.order;

import dev.bac.erp.goods.Done;
import dev.bac.erp.goods.GoodsNote;
import dev.bac.erp.goods.GoodsNotes;
import dev.bac.erp.goods.Open;
import dev.bac.erp.stock.Location;
import dev.bac.erp.stock.Locations;
import dev.bac.erp.stock.Move;
import dev.bac.erp.stock.MoveLinks;
import dev.bac.erp.stock.StockLedger;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes goods back from a customer against the delivery they left by: they come in at what they left with, and the
 * customer is credited the share of what the delivery earned.
 */
public final class Returns {
    private final OrderStore orders;
    private final GoodsNotes notes;
    private final Locations locations;
    private final StockLedger ledger;

    public Returns(OrderStore orders, GoodsNotes notes, Locations locations, StockLedger ledger) {
        this.orders = orders;
        this.notes = notes;
        this.locations = locations;
        this.ledger = ledger;
    }

    /** What of a delivery has not come back. The order is locked. */
    List<Open> open(Tx tx, GoodsNote delivery) {
        var back = notes.goneBack(tx, delivery.id());
        var lots = notes.lots(tx, delivery.id());
        return delivery.lines().stream()
                .map(line -> Open.of(
                                line.line(),
                                line.item(),
                                "",
                                new Done(line.quantity(), line.amount()),
                                back.getOrDefault(line.line(), Done.NOTHING))
                        .ofLot(lots.get(line.line())))
                .toList();
    }

    /** Takes parts of a delivery's lines back into a warehouse. */
    GoodsNote back(
            Tx tx,
            SalesOrder order,
            GoodsNote delivery,
            List<Open.Part> parts,
            Location warehouse,
            LocalDate date,
            @Nullable String reason) {
        var customer = locations.outside(tx, Location.Kind.CUSTOMER);
        ledger.lockItems(tx, parts.stream().map(part -> part.open().item()).toList());
        var id = tx.newId();
        var moves = new ArrayList<Move>();
        var lines = new ArrayList<GoodsNote.Line>();
        for (var part : parts) {
            var origin = delivery.lines().get(part.open().line() - 1);
            int line = lines.size() + 1;
            var links = MoveLinks.NONE
                    .because(reason)
                    .forOrder(order.id())
                    .on(id, line)
                    .ofLot(part.open().lot());
            var cost = DropCosts.of(tx, delivery, origin.line(), part.quantity());
            UUID move = tx.newId();
            moves.add(new Move(
                    move,
                    Move.Kind.RETURN,
                    origin.item(),
                    customer.id(),
                    warehouse.id(),
                    part.quantity(),
                    date,
                    cost.map(links::costing).orElseGet(() -> links.from(origin.move()))));
            lines.add(new GoodsNote.Line(
                    line,
                    origin.orderLine(),
                    origin.line(),
                    origin.item(),
                    part.quantity(),
                    BigDecimal.ZERO,
                    part.amount(delivery.currency()),
                    move));
        }
        var note = notes.numbered(
                tx,
                new GoodsNote(
                        id,
                        GoodsNote.Kind.RETURN,
                        "",
                        order.id(),
                        delivery.id(),
                        warehouse.id(),
                        date,
                        delivery.currency(),
                        reason,
                        lines));
        ledger.book(tx, Deliveries.booking("erp.stock.returned", order, note, moves));
        notes.add(tx, note);
        tx.publish(
                "erp.credit.requested",
                note.id().toString(),
                InvoiceRequest.of(order, note, orders.lines(tx, order.id())));
        return note;
    }
}
