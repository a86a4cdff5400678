package dev.bac.erp.transfer;

import dev.bac.erp.item.ItemStore;
import dev.bac.erp.item.Numbers;
import dev.bac.erp.stock.Locations;
import dev.bac.erp.stock.StockLedger;
import dev.bac.mcp.Tool;
import java.util.List;

/** The tools of transfers over one store. */
public final class Transferring {
    private Transferring() {}

    public static List<Tool<?, ?>> tools(Numbers numbers, ItemStore items, Locations locations, StockLedger ledger) {
        var transfers = new Transfers(numbers);
        return List.of(
                new TransferSendTool(items, locations, ledger, transfers).tool(),
                new TransferReceiveTool(items, locations, ledger, transfers).tool(),
                new TransferListTool(transfers).tool());
    }
}
