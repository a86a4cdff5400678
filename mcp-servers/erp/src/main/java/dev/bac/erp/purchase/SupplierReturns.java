package dev.bac.erp.purchase;

import dev.bac.erp.goods.GoodsNote;
import dev.bac.erp.goods.GoodsNotes;
import dev.bac.erp.goods.Open;
import dev.bac.erp.stock.Booking;
import dev.bac.erp.stock.Location;
import dev.bac.erp.stock.Locations;
import dev.bac.erp.stock.Move;
import dev.bac.erp.stock.MoveLinks;
import dev.bac.erp.stock.StockLedger;
import dev.bac.mcp.Money;
import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Takes goods of a receipt out of stock and back to where they came from. */
final class SupplierReturns {
    private final GoodsNotes notes;
    private final Locations locations;
    private final StockLedger ledger;

    SupplierReturns(GoodsNotes notes, Locations locations, StockLedger ledger) {
        this.notes = notes;
        this.locations = locations;
        this.ledger = ledger;
    }

    /** @param value by which the stock changed: below zero */
    record Sent(GoodsNote note, BigDecimal value) {}

    Sent send(
            Tx tx,
            PurchaseOrder order,
            GoodsNote receipt,
            List<Open.Part> parts,
            LocalDate date,
            @Nullable String reason) {
        var warehouse = locations.get(tx, receipt.warehouse());
        var supplier = locations.outside(tx, Location.Kind.SUPPLIER);
        ledger.lockItems(tx, parts.stream().map(part -> part.open().item()).toList());
        demand(tx, parts, warehouse);
        var id = tx.newId();
        var moves = new ArrayList<Move>();
        var lines = new ArrayList<GoodsNote.Line>();
        for (var part : parts) {
            var origin = receipt.lines().get(part.open().line() - 1);
            int line = lines.size() + 1;
            var move = tx.newId();
            moves.add(new Move(
                    move,
                    Move.Kind.SEND_BACK,
                    origin.item(),
                    warehouse.id(),
                    supplier.id(),
                    part.quantity(),
                    date,
                    MoveLinks.NONE
                            .because(reason)
                            .forOrder(order.id())
                            .from(order.customerOrder() == null ? origin.move() : null)
                            .on(id, line)
                            .ofLot(part.open().lot())));
            lines.add(new GoodsNote.Line(
                    line,
                    origin.orderLine(),
                    origin.line(),
                    origin.item(),
                    part.quantity(),
                    BigDecimal.ZERO,
                    part.amount(receipt.currency()),
                    move));
        }
        var note = notes.numbered(
                tx,
                new GoodsNote(
                        id,
                        GoodsNote.Kind.SEND_BACK,
                        "",
                        order.id(),
                        receipt.id(),
                        warehouse.id(),
                        date,
                        receipt.currency(),
                        reason,
                        lines));
        var values = ledger.book(tx, booking(order, note, moves));
        notes.add(tx, note);
        var value = moves.stream()
                .map(move -> Objects.requireNonNull(values.get(move.id())))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Sent(note, value);
    }

    private void demand(Tx tx, List<Open.Part> parts, Location warehouse) {
        parts.stream()
                .sorted(java.util.Comparator.comparing(
                        part -> part.open().item().toString()))
                .forEach(part -> {
                    var there = ledger.lock(tx, part.open().item(), warehouse);
                    if (there.available().compareTo(part.quantity()) < 0) {
                        throw new ToolRefusal(
                                "conflict",
                                "lines.quantity: only %s are free in %s; the rest has left or is promised"
                                        .formatted(
                                                dev.bac.erp.stock.Quantities.text(there.available()),
                                                warehouse.name()));
                    }
                });
    }

    /** The credit of each move is told beside its value: what is between the two is a loss or a gain. */
    private static Booking booking(PurchaseOrder order, GoodsNote note, List<Move> moves) {
        var perMove = new HashMap<UUID, ObjectNode>();
        for (var line : note.lines()) {
            perMove.put(
                    Objects.requireNonNull(line.move()),
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("orderLine", line.orderLine())
                            .put("credit", money(line.amount(), note.currency())));
        }
        var head = Receipts.head(order, note).put("credit", money(note.amount(), note.currency()));
        return new Booking("erp.stock.sent_back", note.id(), moves, head, perMove);
    }

    private static String money(BigDecimal amount, String currency) {
        return Money.of(amount, currency).amount().toPlainString();
    }
}
