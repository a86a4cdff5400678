package dev.bac.erp.pick;

import dev.bac.erp.item.ItemStore;
import dev.bac.erp.item.Numbers;
import dev.bac.erp.order.Deliveries;
import dev.bac.erp.order.OrderStore;
import dev.bac.erp.stock.Locations;
import dev.bac.erp.stock.StockLedger;
import dev.bac.mcp.Tool;
import java.util.List;

/** The tools of pick lists over one store. */
public final class Picking {
    private Picking() {}

    public static List<Tool<?, ?>> tools(
            Numbers numbers,
            ItemStore items,
            OrderStore orders,
            Deliveries deliveries,
            Locations locations,
            StockLedger ledger) {
        var lists = new PickLists(numbers);
        return List.of(
                new PickCreateTool(orders, items, locations, ledger, deliveries, lists).tool(),
                new PickEnterTool(orders, items, locations, ledger, lists).tool(),
                new PickDeliverTool(orders, locations, ledger, deliveries, lists).tool(),
                new PickGetTool(lists).tool(),
                new PickListTool(locations, lists).tool());
    }
}
