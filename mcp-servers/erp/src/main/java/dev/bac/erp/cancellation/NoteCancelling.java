package dev.bac.erp.cancellation;

import dev.bac.erp.goods.DropPair;
import dev.bac.erp.goods.GoodsNote;
import dev.bac.erp.goods.GoodsNotes;
import dev.bac.erp.order.OrderCancelling;
import dev.bac.erp.purchase.ReceiptCancelling;
import dev.bac.erp.stock.Booking;
import dev.bac.erp.stock.StockLedger;
import dev.bac.mcp.Money;
import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Takes a delivery, a receipt or a return back: its moves are reversed, and its order is open again for what it did. */
final class NoteCancelling {
    private final GoodsNotes notes;
    private final StockLedger ledger;
    private final OrderCancelling orders;
    private final ReceiptCancelling receipts;

    NoteCancelling(GoodsNotes notes, StockLedger ledger, OrderCancelling orders, ReceiptCancelling receipts) {
        this.notes = notes;
        this.ledger = ledger;
        this.orders = orders;
        this.receipts = receipts;
    }

    void cancel(Tx tx, GoodsNote note, String reason) {
        var drop = DropPair.of(tx, note.id());
        if (drop.isPresent()) {
            cancelBoth(
                    tx,
                    note,
                    notes.get(tx, drop.get().delivery()),
                    notes.get(tx, drop.get().receipt()),
                    reason);
            return;
        }
        switch (note.kind()) {
            case DELIVERY, RETURN -> orders.lock(tx, note);
            case RECEIPT, SEND_BACK -> receipts.lock(tx, note);
        }
        refuseIfGone(tx, note);
        switch (note.kind()) {
            case RECEIPT -> receipts.refuseIfBilled(tx, note);
            case SEND_BACK -> receipts.refuseIfCredited(tx, note);
            case DELIVERY, RETURN -> {}
        }
        reverse(tx, note, moves(note), body(note, reason));
        notes.cancel(tx, note.id(), reason);
        switch (note.kind()) {
            case DELIVERY, RETURN -> orders.cancelled(tx, note, true);
            case RECEIPT, SEND_BACK -> receipts.cancelled(tx, note);
        }
    }

    /** Goods that a supplier shipped past our stock: the delivery and the receipt are one thing, and go together. */
    private void cancelBoth(Tx tx, GoodsNote named, GoodsNote delivery, GoodsNote receipt, String reason) {
        orders.lock(tx, delivery);
        receipts.lock(tx, receipt);
        refuseIfGone(tx, delivery);
        refuseIfGone(tx, receipt);
        receipts.refuseIfBilled(tx, receipt);
        var body = body(named, reason)
                .put(
                        "cost",
                        Money.of(receipt.amount().negate(), receipt.currency())
                                .amount()
                                .toPlainString());
        reverse(
                tx,
                named,
                Stream.of(delivery, receipt)
                        .flatMap(note -> moves(note).stream())
                        .toList(),
                body);
        notes.cancel(tx, delivery.id(), reason);
        notes.cancel(tx, receipt.id(), reason);
        receipts.cancelled(tx, receipt);
        orders.cancelled(tx, delivery, false);
    }

    private void refuseIfGone(Tx tx, GoodsNote note) {
        if (notes.cancelled(tx, note.id())) {
            throw new ToolRefusal("conflict", "what: %s is cancelled already".formatted(note.number()));
        }
        if (!notes.goneBack(tx, note.id()).isEmpty()) {
            throw new ToolRefusal(
                    "conflict", "what: goods of %s went back; cancel that return first".formatted(note.number()));
        }
    }

    private void reverse(Tx tx, GoodsNote note, List<UUID> moves, ObjectNode body) {
        ledger.reverse(tx, moves, new Booking("erp.stock.cancelled", note.id(), List.of(), body, Map.of()));
    }

    private static List<UUID> moves(GoodsNote note) {
        return note.lines().stream()
                .flatMap(line -> Stream.ofNullable(line.move()))
                .toList();
    }

    private static ObjectNode body(GoodsNote note, String reason) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("noteId", note.id().toString())
                .put("note", note.number())
                .put("noteKind", note.kind().name())
                .put("reason", reason);
    }
}
