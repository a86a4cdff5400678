package dev.bac.erp.production;

import dev.bac.erp.item.ItemStore;
import dev.bac.erp.item.Numbers;
import dev.bac.erp.stock.Locations;
import dev.bac.erp.stock.StockLedger;
import dev.bac.mcp.Tool;
import java.util.List;

/** The tools of making over one set of stores. */
public final class Production {
    private Production() {}

    public static List<Tool<?, ?>> tools(Numbers numbers, ItemStore items, Locations locations, StockLedger ledger) {
        var boms = new Boms();
        var orders = new WorkOrders(numbers);
        return List.of(
                new BomSaveTool(items, boms).tool(),
                new BomExplodeTool(items, boms).tool(),
                new WorkCreateTool(items, locations, boms, orders).tool(),
                new WorkUpdateTool(items, orders, new Making(items, orders, locations, ledger)).tool());
    }
}
