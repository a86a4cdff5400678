package dev.bac.erp.drop;

import dev.bac.erp.goods.GoodsNotes;
import dev.bac.erp.item.ItemStore;
import dev.bac.erp.order.Fulfilment;
import dev.bac.erp.order.OrderStore;
import dev.bac.erp.purchase.PurchaseStore;
import dev.bac.erp.purchase.Suppliers;
import dev.bac.erp.stock.Locations;
import dev.bac.erp.stock.StockLedger;
import dev.bac.mcp.Tool;
import java.util.List;

/** The tools of drop shipments over one set of stores. */
public final class Dropping {
    private final ItemStore items;
    private final OrderStore orders;
    private final PurchaseStore purchases;
    private final Suppliers suppliers;
    private final DropShipments shipments;

    public Dropping(
            ItemStore items,
            OrderStore orders,
            Fulfilment fulfilment,
            PurchaseStore purchases,
            Suppliers suppliers,
            GoodsNotes notes,
            Locations locations,
            StockLedger ledger) {
        this.items = items;
        this.orders = orders;
        this.purchases = purchases;
        this.suppliers = suppliers;
        this.shipments =
                new DropShipments(items, notes, ledger, new DropMoves(locations), (tx, order, purchase, date) -> {
                    purchases.settle(tx, purchase);
                    fulfilment.settle(tx, order, orders.lines(tx, order.id()), date);
                });
    }

    public List<Tool<?, ?>> tools() {
        return List.of(
                new DropOrderTool(items, orders, purchases, suppliers).tool(),
                new DropDeliverTool(orders, purchases, items, shipments).tool());
    }
}
