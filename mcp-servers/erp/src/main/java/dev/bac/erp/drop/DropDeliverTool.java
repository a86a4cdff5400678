package dev.bac.erp.drop;

import dev.bac.erp.goods.GoodsWanted;
import dev.bac.erp.goods.Open;
import dev.bac.erp.item.ItemStore;
import dev.bac.erp.order.OrderStore;
import dev.bac.erp.purchase.PurchaseStore;
import dev.bac.erp.stock.Dates;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Money;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code erp_drop_deliver}. */
public final class DropDeliverTool {
    private final OrderStore orders;
    private final PurchaseStore purchases;
    private final ItemStore items;
    private final DropShipments shipments;

    DropDeliverTool(OrderStore orders, PurchaseStore purchases, ItemStore items, DropShipments shipments) {
        this.orders = orders;
        this.purchases = purchases;
        this.items = items;
        this.shipments = shipments;
    }

    public record Shipment(
            @Arg(value = "The purchase order to the supplier who ships, such as PO-1007", ref = "purchase")
            String purchase,

            @Arg("Only these goods; all that is still to be shipped when left out") @Nullable List<GoodsWanted> lines,

            @Arg("The day the goods left the supplier; today when left out") @Nullable LocalDate date) {}

    /** @param net what it earns, without tax */
    public record Shipped(String summary, String delivery, String order, String purchase, Money net) implements Told {}

    Shipped ship(Caller caller, Tx tx, Shipment shipment) {
        var date = Dates.notFuture(tx, "date", shipment.date());
        var named = purchases.one(tx, "purchase", shipment.purchase());
        if (named.customerOrder() == null) {
            throw ToolRefusal.invalid(
                    "purchase",
                    "%s comes into %s; receive it with erp_purchase_receive"
                            .formatted(named.number(), named.warehouse()));
        }
        // The sales order first, as everybody does who needs both.
        var order = orders.lock(tx, "purchase", named.customerOrder());
        var purchase = purchases.lockById(tx, named.id());
        if (!purchase.status().expected() || !order.status().open()) {
            throw new ToolRefusal(
                    "conflict",
                    "purchase: nothing of %s for %s is to be shipped any more"
                            .formatted(purchase.number(), order.number()));
        }
        if (date.isBefore(purchase.ordered())) {
            throw ToolRefusal.invalid(
                    "date", "%s is before the order's own date %s".formatted(date, purchase.ordered()));
        }
        var deal = new DropShipments.Deal(
                order, orders.lines(tx, order.id()), purchase, purchases.lines(tx, purchase.id()));
        var parts = Open.parts(tx, items, shipments.open(tx, deal), shipment.lines(), "shipped");
        var lots = GoodsWanted.lots(tx, items, shipment.lines());
        var note = shipments.ship(tx, deal, parts, lots, date);
        var net = Money.of(note.amount(), note.currency());
        return new Shipped(
                "Delivery %s: %s has shipped goods of %s straight to %s (%s without tax); the invoice is asked for."
                        .formatted(note.number(), purchase.supplier(), order.number(), order.customer(), net),
                note.number(),
                order.number(),
                purchase.number(),
                net);
    }

    public Tool<Shipment, Shipped> tool() {
        return Tool.write(
                        "erp_drop_deliver",
                        "Note a drop shipment",
                        "Notes that a supplier has shipped goods of a purchase order straight to our customer, all or a part: a delivery "
                                + "and a receipt that pass our stock by. Asks finance for the invoice.",
                        Effect.WRITE,
                        Risk.NONE,
                        Shipment.class,
                        Shipped.class,
                        this::ship)
                .example(
                        "The supplier has shipped drop shipment PO-1015 to the customer",
                        new Shipment("PO-1015", null, null))
                .example(
                        "Of drop shipment PO-1018 the supplier sent 4 of SKU-1009 to the customer",
                        new Shipment("PO-1018", List.of(new GoodsWanted("SKU-1009", new BigDecimal("4"))), null));
    }
}
