package dev.bac.erp.purchase;

import dev.bac.erp.goods.GoodsNote;
import dev.bac.erp.stock.Quantities;
import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;

/** What a purchase order is when a receipt or a supplier return of it was cancelled. */
public final class ReceiptCancelling {
    private final PurchaseStore purchases;

    public ReceiptCancelling(PurchaseStore purchases) {
        this.purchases = purchases;
    }

    /** Locks the order before anything of it changes. */
    public void lock(Tx tx, GoodsNote note) {
        purchases.lockById(tx, note.order());
    }

    /** What was billed was received: a receipt that a bill needs stays. */
    public void refuseIfBilled(Tx tx, GoodsNote receipt) {
        for (var line : purchases.lines(tx, receipt.order())) {
            var here = receipt.lines().stream()
                    .filter(one -> one.orderLine() == line.line())
                    .map(GoodsNote.Line::quantity)
                    .reduce(java.math.BigDecimal.ZERO, java.math.BigDecimal::add);
            if (here.signum() > 0 && line.received().subtract(here).compareTo(line.billed()) < 0) {
                throw new ToolRefusal(
                        "conflict",
                        "what: %s of %s are billed; return the goods to the supplier instead"
                                .formatted(Quantities.text(line.billed()), line.sku()));
            }
        }
    }

    /** A credit that was asked for is in the books: the goods that it is for stay with the supplier. */
    public void refuseIfCredited(Tx tx, GoodsNote back) {
        SupplierCredits.bill(tx, back.id()).ifPresent(bill -> {
            throw new ToolRefusal(
                    "conflict",
                    "what: credit for the goods of %s was asked for on bill %s; order and receive them anew instead"
                            .formatted(back.number(), bill));
        });
    }

    /** The note does not count any more. */
    public void cancelled(Tx tx, GoodsNote note) {
        purchases.settle(tx, purchases.lockById(tx, note.order()));
    }
}
