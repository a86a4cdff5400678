package dev.bac.erp.purchase;

import dev.bac.erp.goods.GoodsNotes;
import dev.bac.erp.item.ItemStore;
import dev.bac.erp.item.Numbers;
import dev.bac.erp.stock.Locations;
import dev.bac.erp.stock.StockLedger;
import dev.bac.mcp.Tool;
import java.util.List;

/** The tools of buying over one set of stores. */
public final class Purchasing {
    private final ItemStore items;
    private final Locations locations;
    private final StockLedger ledger;
    private final GoodsNotes notes;
    private final PurchaseStore purchases;
    private final Suppliers suppliers = new Suppliers();

    public Purchasing(Numbers numbers, ItemStore items, Locations locations, StockLedger ledger, GoodsNotes notes) {
        this.items = items;
        this.locations = locations;
        this.ledger = ledger;
        this.notes = notes;
        this.purchases = new PurchaseStore(numbers);
    }

    public List<Tool<?, ?>> tools() {
        var receipts = new Receipts(items, notes, locations, ledger);
        var returns = new SupplierReturns(notes, locations, ledger);
        return List.of(
                new PurchaseListTool(suppliers).tool(),
                new PurchaseGetTool(purchases).tool(),
                new PurchaseCreateTool(suppliers, items, locations, purchases).tool(),
                new PurchaseUpdateTool(purchases).tool(),
                new PurchaseReceiveTool(purchases, suppliers, items, receipts).tool(),
                new PurchaseReturnTool(purchases, items, notes, returns).tool(),
                new PurchaseBillTool(purchases, suppliers, items).tool(),
                new PurchaseLandTool(notes, purchases, ledger).tool(),
                new ReorderProposeTool(suppliers).tool(),
                new SupplierSaveTool(suppliers).tool());
    }

    public ReceiptCancelling cancelling() {
        return new ReceiptCancelling(purchases);
    }

    public PurchaseStore purchases() {
        return purchases;
    }

    public Suppliers suppliers() {
        return suppliers;
    }
}
