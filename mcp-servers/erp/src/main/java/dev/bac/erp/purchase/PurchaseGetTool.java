package dev.bac.erp.purchase;

import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Tool;
import dev.bac.store.Tx;

/** {@code erp_purchase_get}. */
public final class PurchaseGetTool {
    private final PurchaseStore purchases;

    public PurchaseGetTool(PurchaseStore purchases) {
        this.purchases = purchases;
    }

    public record Named(
            @Arg(value = "The purchase order, such as PO-1007", ref = "purchase")
            String order) {}

    PurchaseShown get(Caller caller, Tx tx, Named named) {
        var order = purchases.one(tx, "order", named.order());
        return PurchaseShown.of("", order, purchases.lines(tx, order.id()));
    }

    public Tool<Named, PurchaseShown> tool() {
        return Tool.read(
                        "erp_purchase_get",
                        "Show a purchase order",
                        "Shows one order to a supplier: items, prices, how many were received, returned and billed.",
                        Named.class,
                        PurchaseShown.class,
                        this::get)
                .example("Show purchase order PO-1017", new Named("PO-1017"))
                .example("Has PO-1003 come in yet?", new Named("PO-1003"))
                .example("What did we order with PO-1020?", new Named("PO-1020"));
    }
}
