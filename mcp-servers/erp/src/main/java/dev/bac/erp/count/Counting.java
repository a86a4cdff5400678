package dev.bac.erp.count;

import dev.bac.erp.item.ItemStore;
import dev.bac.erp.item.Numbers;
import dev.bac.erp.stock.Locations;
import dev.bac.erp.stock.StockLedger;
import dev.bac.mcp.Tool;
import java.util.List;

/** The tools of count sheets over one store. */
public final class Counting {
    private Counting() {}

    public static List<Tool<?, ?>> tools(Numbers numbers, ItemStore items, Locations locations, StockLedger ledger) {
        var sheets = new CountSheets(numbers);
        return List.of(
                new CountCreateTool(items, locations, ledger, sheets).tool(),
                new CountEnterTool(items, sheets).tool(),
                new CountPostTool(items, locations, ledger, sheets).tool(),
                new CountGetTool(sheets).tool());
    }
}
