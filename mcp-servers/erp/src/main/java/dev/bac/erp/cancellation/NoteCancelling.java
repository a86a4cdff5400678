package dev.bac.erp.cancellation;

import dev.bac.erp.goods.GoodsNote;
import dev.bac.erp.goods.GoodsNotes;
import dev.bac.erp.order.OrderCancelling;
import dev.bac.erp.purchase.ReceiptCancelling;
import dev.bac.erp.stock.Booking;
import dev.bac.erp.stock.StockLedger;
import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.node.JsonNodeFactory;

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
        switch (note.kind()) {
            case DELIVERY, RETURN -> orders.lock(tx, note);
            case RECEIPT, SEND_BACK -> receipts.lock(tx, note);
        }
        if (notes.cancelled(tx, note.id())) {
            throw new ToolRefusal("conflict", "what: %s is cancelled already".formatted(note.number()));
        }
        if (!notes.goneBack(tx, note.id()).isEmpty()) {
            throw new ToolRefusal(
                    "conflict", "what: goods of %s went back; cancel that return first".formatted(note.number()));
        }
        switch (note.kind()) {
            case RECEIPT -> receipts.refuseIfBilled(tx, note);
            case DELIVERY, RETURN, SEND_BACK -> {}
        }
        var moves = note.lines().stream()
                .map(GoodsNote.Line::move)
                .filter(Objects::nonNull)
                .toList();
        var body = JsonNodeFactory.instance
                .objectNode()
                .put("noteId", note.id().toString())
                .put("note", note.number())
                .put("noteKind", note.kind().name())
                .put("reason", reason);
        ledger.reverse(tx, moves, new Booking("erp.stock.cancelled", note.id(), java.util.List.of(), body, Map.of()));
        notes.cancel(tx, note.id(), reason);
        switch (note.kind()) {
            case DELIVERY, RETURN -> orders.cancelled(tx, note);
            case RECEIPT, SEND_BACK -> receipts.cancelled(tx, note);
        }
    }
}
