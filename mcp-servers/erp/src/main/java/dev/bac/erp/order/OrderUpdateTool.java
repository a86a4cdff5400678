package dev.bac.erp.order;

import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;

/** {@code erp_order_update}. */
public final class OrderUpdateTool {
    private final OrderStore orders;
    private final Fulfilment fulfilment;

    public OrderUpdateTool(OrderStore orders, Fulfilment fulfilment) {
        this.orders = orders;
        this.fulfilment = fulfilment;
    }

    /** What is to be done with the order. */
    public enum Step {
        CONFIRM,
        CANCEL,
        CLOSE
    }

    public record Change(
            @Arg(value = "The sales order: its number such as SO-1007, or its id", ref = "order")
            String order,

            @Arg(
                    "confirm a draft, which reserves its goods; cancel an order of which nothing was delivered; close one of which the rest will not be")
            Step action) {}

    OrderShown update(Caller caller, Tx tx, Change change) {
        var order = orders.lock(tx, "order", change.order());
        var lines = orders.lines(tx, order.id());
        boolean possible =
                switch (change.action()) {
                    case CONFIRM -> order.status() == OrderStatus.DRAFT;
                    case CANCEL -> order.status() == OrderStatus.DRAFT || order.status() == OrderStatus.CONFIRMED;
                    case CLOSE -> order.status() == OrderStatus.PARTIAL;
                };
        if (!possible) {
            throw new ToolRefusal(
                    "conflict",
                    "order: %s is %s; %s"
                            .formatted(
                                    order.number(),
                                    order.status().name().toLowerCase(java.util.Locale.ROOT),
                                    switch (change.action()) {
                                        case CONFIRM -> "only a draft can be confirmed";
                                        case CANCEL -> "only an order that is not delivered can be cancelled";
                                        case CLOSE -> "only an order that is partly delivered can be closed";
                                    }));
        }
        var expected = change.action() == Step.CONFIRM
                ? java.util.List.<String>of()
                : orders.expectedFromSuppliers(tx, order.id());
        if (!expected.isEmpty()) {
            throw new ToolRefusal(
                    "conflict",
                    "order: the supplier is still to ship goods of %s by %s; cancel or close that first"
                            .formatted(order.number(), String.join(", ", expected)));
        }
        switch (change.action()) {
            case CONFIRM -> fulfilment.reserve(tx, order, lines);
            case CANCEL -> fulfilment.release(tx, order, lines, OrderStatus.CANCELLED);
            case CLOSE -> fulfilment.release(tx, order, lines, OrderStatus.CLOSED);
        }
        return OrderShown.of(orders.get(tx, order.id()), lines);
    }

    public Tool<Change, OrderShown> tool() {
        return Tool.write(
                        "erp_order_update",
                        "Confirm or cancel a sales order",
                        "Confirms a draft order and reserves its goods, cancels an order that is not delivered yet and releases them, or "
                                + "closes one that is partly delivered.",
                        Effect.WRITE,
                        Risk.NONE,
                        Change.class,
                        OrderShown.class,
                        this::update)
                .example("Call off order SO-1055", new Change("SO-1055", Step.CANCEL))
                .example("Confirm the draft SO-1170", new Change("SO-1170", Step.CONFIRM))
                .example("Cancel SO-1082, the customer changed their mind", new Change("SO-1082", Step.CANCEL))
                .example("Go ahead with draft order 1166", new Change("1166", Step.CONFIRM));
    }
}
