package dev.bac.erp.purchase;

import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.util.Locale;

/** {@code erp_purchase_update}. */
public final class PurchaseUpdateTool {
    private final PurchaseStore purchases;

    public PurchaseUpdateTool(PurchaseStore purchases) {
        this.purchases = purchases;
    }

    /** What is to be done with it. */
    public enum Step {
        ORDER,
        CANCEL,
        CLOSE
    }

    public record Change(
            @Arg(value = "The purchase order, such as PO-1007", ref = "purchase")
            String order,

            @Arg(
                    "order what was requested; cancel an order of which nothing was received; or close one of which no more is expected")
            Step action) {}

    PurchaseShown update(Caller caller, Tx tx, Change change) {
        var order = purchases.lock(tx, "order", change.order());
        var then =
                switch (change.action()) {
                    case ORDER -> order.status() == PurchaseStatus.REQUESTED ? PurchaseStatus.ORDERED : null;
                    case CANCEL ->
                        order.status() == PurchaseStatus.REQUESTED || order.status() == PurchaseStatus.ORDERED
                                ? PurchaseStatus.CANCELLED
                                : null;
                    case CLOSE -> order.status() == PurchaseStatus.PARTIAL ? PurchaseStatus.CLOSED : null;
                };
        if (then == null) {
            throw new ToolRefusal(
                    "conflict",
                    "order: %s is %s; %s"
                            .formatted(
                                    order.number(),
                                    order.status().name().toLowerCase(Locale.ROOT),
                                    switch (change.action()) {
                                        case ORDER -> "only a request can be ordered";
                                        case CANCEL -> "only one of which nothing was received can be cancelled";
                                        case CLOSE -> "only one of which a part was received can be closed";
                                    }));
        }
        purchases.status(tx, order.id(), then);
        return PurchaseShown.of("", purchases.lockById(tx, order.id()), purchases.lines(tx, order.id()));
    }

    public Tool<Change, PurchaseShown> tool() {
        return Tool.write(
                        "erp_purchase_update",
                        "Order, cancel or close a purchase",
                        "Orders what was requested, cancels a purchase order, or closes one of which no more is expected.",
                        Effect.WRITE,
                        Risk.NONE,
                        Change.class,
                        PurchaseShown.class,
                        this::update)
                .example("Cancel purchase order PO-1004", new Change("PO-1004", Step.CANCEL))
                .example("Place the order for request PO-1019", new Change("PO-1019", Step.ORDER))
                .example("Nothing more will come of PO-1011, close it", new Change("PO-1011", Step.CLOSE));
    }
}
