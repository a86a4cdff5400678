package dev.bac.erp;

import dev.bac.mcp.DomainServer;
import dev.bac.mcp.RecordResource;

/** The ERP server as a declaration. */
public final class ErpServer {
    private ErpServer() {}

    /** All of ERP's tools over one set of stores. */
    public static DomainServer declare() {
        var tools = new ErpTools();
        return new DomainServer(
                        "erp",
                        "ERP",
                        "Items, stock in warehouses and its value, sales orders and purchases. Items are named by SKU or name, warehouses, customers "
                                + "and suppliers by name; quantities are in the item's unit. What was booked is never edited: erp_stock_cancel "
                                + "takes it back.",
                        "dev/bac/erp/migrations",
                        tools.all(),
                        tools.life())
                .withResources(order(), item(), purchase())
                .withPlaybooks("erp_order_fulfil", "erp_stock_check")
                .withSkills("order-fulfilment")
                .withOnRequest(
                        "erp_bom",
                        "erp_books",
                        "erp_count",
                        "erp_drop",
                        "erp_lot",
                        "erp_pick",
                        "erp_price",
                        "erp_purchase",
                        "erp_quote",
                        "erp_transfer",
                        "erp_warehouse",
                        "erp_work")
                .withLasting("erp_stock_verify");
    }

    private static RecordResource order() {
        return new RecordResource(
                        "erp://orders/{id}",
                        "order",
                        "Order",
                        "A sales order with its lines",
                        "erp_order_get",
                        "order",
                        null)
                .listed("erp_order_list", "number", "customer", "status");
    }

    private static RecordResource item() {
        return new RecordResource(
                        "erp://items/{id}",
                        "item",
                        "Item",
                        "An item with its stock",
                        "erp_item_search",
                        "text",
                        new RecordResource.Search("erp_item_search", "text", "sku"))
                .single()
                .with("stock", "erp_stock_levels", "item")
                .listed("erp_item_search", "sku", "name");
    }

    private static RecordResource purchase() {
        return new RecordResource(
                        "erp://purchases/{id}",
                        "purchase",
                        "Purchase order",
                        "A purchase order with its lines",
                        "erp_purchase_get",
                        "order",
                        null)
                .listed("erp_purchase_list", "number", "supplier", "status");
    }
}
