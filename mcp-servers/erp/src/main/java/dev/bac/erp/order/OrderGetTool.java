package dev.bac.erp.order;

import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Tool;
import dev.bac.store.Tx;

/** {@code erp_order_get}. */
public final class OrderGetTool {
    private final OrderStore orders;

    public OrderGetTool(OrderStore orders) {
        this.orders = orders;
    }

    public record Named(
            @Arg(value = "The sales order: its number such as SO-1007, or its id", ref = "order")
            String order) {}

    OrderShown get(Caller caller, Tx tx, Named named) {
        var order = orders.one(tx, "order", named.order());
        return OrderShown.of(order, orders.lines(tx, order.id()));
    }

    public Tool<Named, OrderShown> tool() {
        return Tool.read(
                        "erp_order_get",
                        "Show a sales order",
                        "Shows one sales order: customer, items, quantities, prices, warehouse and how far it is.",
                        Named.class,
                        OrderShown.class,
                        this::get)
                .example("Show order SO-1017", new Named("SO-1017"))
                .example("Has SO-1090 been delivered?", new Named("SO-1090"))
                .example("What is in sales order 1033?", new Named("1033"))
                .example("Status of SO-1120", new Named("SO-1120"));
    }
}
