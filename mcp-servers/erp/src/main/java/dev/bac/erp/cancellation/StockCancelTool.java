package dev.bac.erp.cancellation;

import dev.bac.erp.goods.GoodsNotes;
import dev.bac.erp.order.OrderCancelling;
import dev.bac.erp.purchase.ReceiptCancelling;
import dev.bac.erp.stock.Booking;
import dev.bac.erp.stock.StockLedger;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.argument.Given;
import dev.bac.mcp.argument.Lookup;
import dev.bac.store.Tx;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code erp_stock_cancel}. */
public final class StockCancelTool {
    private final GoodsNotes notes;
    private final StockLedger ledger;
    private final NoteCancelling cancelling;

    public StockCancelTool(GoodsNotes notes, StockLedger ledger, OrderCancelling orders, ReceiptCancelling receipts) {
        this.notes = notes;
        this.ledger = ledger;
        this.cancelling = new NoteCancelling(notes, ledger, orders, receipts);
    }

    public record Cancel(
            @Arg(
                    "A delivery DN-…, return RT-…, receipt GR-…, supplier return SB-…, or the id of a move in erp_stock_history")
            String what,

            @Arg("Why") String reason) {}

    public record Cancelled(String summary) implements Told {}

    Cancelled cancel(Caller caller, Tx tx, Cancel cancel) {
        var reason = Given.line("reason", cancel.reason(), 500);
        var what = Given.line("what", cancel.what(), 100);
        var move = Lookup.id(what).filter(id -> !isNote(tx, id));
        if (move.isPresent()) {
            var body = JsonNodeFactory.instance.objectNode().put("reason", reason);
            ledger.reverseSingle(
                    tx, move.get(), new Booking("erp.stock.cancelled", move.get(), List.of(), body, Map.of()));
            return new Cancelled("The move is taken back, with its value, as if it had never been.");
        }
        var note = notes.one(tx, "what", what);
        cancelling.cancel(tx, note, reason);
        return new Cancelled("%s is cancelled: its moves are taken back, with their values.".formatted(note.number()));
    }

    private static boolean isNote(Tx tx, UUID id) {
        return tx.sql()
                .createQuery("SELECT EXISTS (SELECT 1 FROM goods_note WHERE id = :id)")
                .bind("id", id)
                .mapTo(Boolean.class)
                .one();
    }

    public Tool<Cancel, Cancelled> tool() {
        return Tool.write(
                        "erp_stock_cancel",
                        "Cancel a stock document",
                        "Takes back a delivery, receipt, return or single move that was booked by mistake, exactly and at its own date; "
                                + "what followed is valued as if it had never been.",
                        Effect.WRITE,
                        Risk.NONE,
                        Cancel.class,
                        Cancelled.class,
                        this::cancel)
                .example("Delivery DN-1031 was booked by mistake, undo it", new Cancel("DN-1031", "booked by mistake"))
                .example("Void goods receipt GR-1007, wrong supplier", new Cancel("GR-1007", "wrong supplier"))
                .example("Storno of DN-1018: wrong item", new Cancel("DN-1018", "wrong item"));
    }
}
