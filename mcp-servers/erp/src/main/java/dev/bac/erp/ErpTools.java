package dev.bac.erp;

import dev.bac.erp.books.NotesTool;
import dev.bac.erp.books.PostingsTool;
import dev.bac.erp.cancellation.StockCancelTool;
import dev.bac.erp.count.Counting;
import dev.bac.erp.drop.Dropping;
import dev.bac.erp.goods.GoodsNotes;
import dev.bac.erp.item.ItemSaveTool;
import dev.bac.erp.item.ItemSearchTool;
import dev.bac.erp.item.ItemStore;
import dev.bac.erp.item.Numbers;
import dev.bac.erp.lot.LotListTool;
import dev.bac.erp.lot.LotTraceTool;
import dev.bac.erp.order.CustomerPutTool;
import dev.bac.erp.order.Customers;
import dev.bac.erp.order.Deliveries;
import dev.bac.erp.order.Fulfilment;
import dev.bac.erp.order.OrderCancelling;
import dev.bac.erp.order.OrderCreateTool;
import dev.bac.erp.order.OrderDeliverTool;
import dev.bac.erp.order.OrderGetTool;
import dev.bac.erp.order.OrderLines;
import dev.bac.erp.order.OrderListTool;
import dev.bac.erp.order.OrderReturnTool;
import dev.bac.erp.order.OrderStore;
import dev.bac.erp.order.OrderTaking;
import dev.bac.erp.order.OrderUpdateTool;
import dev.bac.erp.order.Returns;
import dev.bac.erp.pick.Picking;
import dev.bac.erp.price.PriceSetTool;
import dev.bac.erp.price.Prices;
import dev.bac.erp.production.Production;
import dev.bac.erp.purchase.Purchasing;
import dev.bac.erp.quote.Quoting;
import dev.bac.erp.stock.Locations;
import dev.bac.erp.stock.StockHistoryTool;
import dev.bac.erp.stock.StockLedger;
import dev.bac.erp.stock.StockLevelsTool;
import dev.bac.erp.stock.StockMoveTool;
import dev.bac.erp.stock.StockValueTool;
import dev.bac.erp.stock.WarehouseSaveTool;
import dev.bac.erp.transfer.Transferring;
import dev.bac.erp.verification.StockVerifyTool;
import dev.bac.mcp.TenantLife;
import dev.bac.mcp.Tool;
import java.util.List;

/** ERP's tools, kind by kind, over one set of stores. */
final class ErpTools {
    private final Numbers numbers = new Numbers();
    private final ItemStore items = new ItemStore(numbers);
    private final Locations locations = new Locations();
    private final StockLedger ledger = new StockLedger(locations);
    private final Customers customers = new Customers();
    private final OrderStore orders = new OrderStore(numbers);
    private final GoodsNotes notes = new GoodsNotes(numbers);
    private final Prices prices = new Prices();
    private final Fulfilment fulfilment = new Fulfilment(orders, locations, ledger);
    private final OrderTaking taking = new OrderTaking(locations, ledger, orders, fulfilment);
    private final Deliveries deliveries = new Deliveries(items, orders, fulfilment, notes, locations, ledger);
    private final Purchasing purchasing = new Purchasing(numbers, items, locations, ledger, notes);
    private final OrderLines lines = new OrderLines(items, prices, purchasing.suppliers());

    /** The order in which they are listed. */
    List<Tool<?, ?>> all() {
        return List.of(
                        stock(),
                        sales(),
                        lots(),
                        List.<Tool<?, ?>>of(
                                new PriceSetTool(items, prices).tool(),
                                new StockCancelTool(
                                                notes,
                                                ledger,
                                                new OrderCancelling(orders, fulfilment),
                                                purchasing.cancelling())
                                        .tool()),
                        books(),
                        purchasing.tools(),
                        Production.tools(numbers, items, locations, ledger),
                        Transferring.tools(numbers, items, locations, ledger),
                        Counting.tools(numbers, items, locations, ledger),
                        List.<Tool<?, ?>>of(new WarehouseSaveTool(locations).tool()),
                        Quoting.tools(numbers, customers, lines, taking),
                        Picking.tools(numbers, items, orders, deliveries, locations, ledger),
                        dropping().tools())
                .stream()
                .<Tool<?, ?>>flatMap(List::stream)
                .toList();
    }

    private List<Tool<?, ?>> stock() {
        return List.of(
                new ItemSearchTool(items).tool(),
                new ItemSaveTool(items).tool(),
                new StockLevelsTool(items, locations).tool(),
                new StockMoveTool(items, locations, ledger).tool(),
                new StockHistoryTool(items, locations).tool(),
                new StockValueTool(items).tool(),
                new StockVerifyTool().tool());
    }

    private List<Tool<?, ?>> sales() {
        return List.of(
                new OrderListTool(customers).tool(),
                new OrderGetTool(orders).tool(),
                new OrderCreateTool(customers, lines, taking).tool(),
                new OrderDeliverTool(orders, items, deliveries).tool(),
                new OrderReturnTool(orders, items, notes, locations, new Returns(orders, notes, locations, ledger))
                        .tool(),
                new OrderUpdateTool(orders, fulfilment).tool());
    }

    private List<Tool<?, ?>> lots() {
        return List.of(
                new LotListTool(items, locations).tool(),
                new LotTraceTool(items).tool(),
                new StockMoveTool(items, locations, ledger).lotTool());
    }

    private List<Tool<?, ?>> books() {
        return List.of(new PostingsTool().tool(), new NotesTool().tool(), new CustomerPutTool(customers).tool());
    }

    private Dropping dropping() {
        return new Dropping(
                items, orders, fulfilment, purchasing.purchases(), purchasing.suppliers(), notes, locations, ledger);
    }

    TenantLife<ErpSeed> life() {
        return new ErpLife(locations, new Seeding(customers, locations, items, ledger, orders, notes));
    }
}
