package dev.bac.erp;

import dev.bac.erp.books.NotesTool;
import dev.bac.erp.books.PostingsTool;
import dev.bac.erp.cancellation.StockCancelTool;
import dev.bac.erp.count.Counting;
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
import dev.bac.mcp.DomainServer;
import dev.bac.mcp.RecordResource;
import dev.bac.mcp.Tool;
import java.util.List;

/** The ERP server as a declaration. */
public final class ErpServer {
    private ErpServer() {}

    /** All of ERP's tools over one set of stores. */
    public static DomainServer declare() {
        var numbers = new Numbers();
        var items = new ItemStore(numbers);
        var locations = new Locations();
        var ledger = new StockLedger(locations);
        var customers = new Customers();
        var orders = new OrderStore(numbers);
        var fulfilment = new Fulfilment(orders, locations, ledger);
        var notes = new GoodsNotes(numbers);
        var prices = new Prices();
        var lines = new OrderLines(items, prices);
        var taking = new OrderTaking(locations, ledger, orders, fulfilment);
        var deliveries = new Deliveries(items, orders, fulfilment, notes, locations, ledger);
        var purchasing = new Purchasing(numbers, items, locations, ledger, notes);
        var cancelling = new OrderCancelling(orders, fulfilment);
        var returns = new Returns(orders, notes, locations, ledger);
        return new DomainServer(
                        "erp",
                        "ERP",
                        "Items, stock in warehouses and its value, sales orders and purchases. Items are named by SKU or name, warehouses, customers "
                                + "and suppliers by name; quantities are in the item's unit. What was booked is never edited: erp_stock_cancel "
                                + "takes it back.",
                        "dev/bac/erp/migrations",
                        all(List.of(
                                List.of(
                                        new ItemSearchTool(items).tool(),
                                        new ItemSaveTool(items).tool(),
                                        new StockLevelsTool(items, locations).tool(),
                                        new StockMoveTool(items, locations, ledger).tool(),
                                        new StockHistoryTool(items, locations).tool(),
                                        new StockValueTool().tool(),
                                        new StockVerifyTool().tool(),
                                        new OrderListTool(customers).tool(),
                                        new OrderGetTool(orders).tool(),
                                        new OrderCreateTool(customers, lines, taking).tool(),
                                        new OrderDeliverTool(orders, items, deliveries).tool(),
                                        new OrderReturnTool(orders, items, notes, locations, returns).tool(),
                                        new OrderUpdateTool(orders, fulfilment).tool(),
                                        new LotListTool(items, locations).tool(),
                                        new LotTraceTool(items).tool(),
                                        new StockMoveTool(items, locations, ledger).lotTool(),
                                        new PriceSetTool(items, prices).tool(),
                                        new StockCancelTool(notes, ledger, cancelling, purchasing.cancelling()).tool(),
                                        new PostingsTool().tool(),
                                        new NotesTool().tool(),
                                        new CustomerPutTool(customers).tool()),
                                purchasing.tools(),
                                Production.tools(numbers, items, locations, ledger),
                                Transferring.tools(numbers, items, locations, ledger),
                                Counting.tools(numbers, items, locations, ledger),
                                List.of(new WarehouseSaveTool(locations).tool()),
                                Quoting.tools(numbers, customers, lines, taking))),
                        new ErpLife(locations, new Seeding(customers, locations, items, ledger, orders, notes)))
                .withResources(
                        new RecordResource(
                                        "erp://orders/{id}",
                                        "order",
                                        "Order",
                                        "A sales order with its lines",
                                        "erp_order_get",
                                        "order",
                                        null)
                                .listed("erp_order_list", "number", "customer", "status"),
                        new RecordResource(
                                        "erp://items/{id}",
                                        "item",
                                        "Item",
                                        "An item with its stock",
                                        "erp_item_search",
                                        "text",
                                        new RecordResource.Search("erp_item_search", "text", "sku"))
                                .single()
                                .with("stock", "erp_stock_levels", "item")
                                .listed("erp_item_search", "sku", "name"),
                        new RecordResource(
                                        "erp://purchases/{id}",
                                        "purchase",
                                        "Purchase order",
                                        "A purchase order with its lines",
                                        "erp_purchase_get",
                                        "order",
                                        null)
                                .listed("erp_purchase_list", "number", "supplier", "status"))
                .withPlaybooks("erp_order_fulfil", "erp_stock_check")
                .withSkills("order-fulfilment")
                .withOnRequest(
                        "erp_bom",
                        "erp_books",
                        "erp_count",
                        "erp_lot",
                        "erp_price",
                        "erp_purchase",
                        "erp_quote",
                        "erp_transfer",
                        "erp_warehouse",
                        "erp_work")
                .withLasting("erp_stock_verify");
    }

    private static List<Tool<?, ?>> all(List<List<Tool<?, ?>>> groups) {
        return groups.stream().flatMap(List::stream).toList();
    }
}
