package dev.bac.erp;

import dev.bac.erp.item.ItemSearchTool;
import dev.bac.erp.item.ItemStore;
import dev.bac.erp.item.Numbers;
import dev.bac.erp.order.CustomerPutTool;
import dev.bac.erp.order.Customers;
import dev.bac.erp.order.Fulfilment;
import dev.bac.erp.order.OrderCreateTool;
import dev.bac.erp.order.OrderDeliverTool;
import dev.bac.erp.order.OrderGetTool;
import dev.bac.erp.order.OrderListTool;
import dev.bac.erp.order.OrderStore;
import dev.bac.erp.order.OrderUpdateTool;
import dev.bac.erp.stock.Locations;
import dev.bac.erp.stock.StockHistoryTool;
import dev.bac.erp.stock.StockLedger;
import dev.bac.erp.stock.StockLevelsTool;
import dev.bac.erp.stock.StockMoveTool;
import dev.bac.erp.stock.StockVerifyTool;
import dev.bac.mcp.DomainServer;
import dev.bac.mcp.RecordResource;
import java.util.List;

/** The ERP server as a declaration. */
public final class ErpServer {
    private ErpServer() {}

    /** All of ERP's tools over one set of stores. */
    public static DomainServer declare() {
        var numbers = new Numbers();
        var items = new ItemStore(numbers);
        var locations = new Locations();
        var ledger = new StockLedger();
        var customers = new Customers();
        var orders = new OrderStore(numbers);
        var fulfilment = new Fulfilment(orders, locations, ledger);
        return new DomainServer(
                        "erp",
                        "ERP",
                        "Items, stock in warehouses and sales orders. Items are named by SKU or name, warehouses and customers by name; "
                                + "quantities are in the item's unit. Stock that has moved is never edited: book the opposite move.",
                        "dev/bac/erp/migrations",
                        List.of(
                                new ItemSearchTool(items).tool(),
                                new StockLevelsTool(items, locations).tool(),
                                new StockMoveTool(items, locations, ledger).tool(),
                                new StockHistoryTool(items, locations).tool(),
                                new StockVerifyTool().tool(),
                                new OrderListTool(customers).tool(),
                                new OrderGetTool(orders).tool(),
                                new OrderCreateTool(customers, items, locations, ledger, orders, fulfilment).tool(),
                                new OrderDeliverTool(orders, fulfilment).tool(),
                                new OrderUpdateTool(orders, fulfilment).tool(),
                                new CustomerPutTool(customers).tool()),
                        new ErpLife(locations, new Seeding(customers, locations, items, ledger, orders)))
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
                                .listed("erp_item_search", "sku", "name"))
                .withPlaybooks("erp_order_fulfil", "erp_stock_check")
                .withSkills("order-fulfilment")
                .withLasting("erp_stock_verify");
    }
}
