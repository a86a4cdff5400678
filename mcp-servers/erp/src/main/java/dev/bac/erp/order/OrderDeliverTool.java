package dev.bac.erp.order;

import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** {@code erp_order_deliver}. */
public final class OrderDeliverTool {
    private final OrderStore orders;
    private final Fulfilment fulfilment;

    public OrderDeliverTool(OrderStore orders, Fulfilment fulfilment) {
        this.orders = orders;
        this.fulfilment = fulfilment;
    }

    public record Delivery(
            @Arg(value = "The sales order: its number such as SO-1007, or its id", ref = "order")
            String order,

            @Arg("The day the goods left; today when left out, never in the future") @Nullable LocalDate date) {}

    OrderShown deliver(Caller caller, Tx tx, Delivery delivery) {
        var date = delivery.date() == null ? tx.today() : Given.date("date", delivery.date());
        if (date.isAfter(tx.today())) {
            throw ToolRefusal.invalid("date", "%s is in the future; today is %s".formatted(date, tx.today()));
        }
        var order = orders.lock(tx, "order", delivery.order());
        if (order.status() != OrderStatus.CONFIRMED) {
            throw new ToolRefusal(
                    "conflict",
                    switch (order.status()) {
                        case DRAFT -> "order: %s is a draft; confirm it first".formatted(order.number());
                        case DELIVERED ->
                            "order: %s was delivered on %s already".formatted(order.number(), order.delivered());
                        case CANCELLED, CONFIRMED -> "order: %s is cancelled".formatted(order.number());
                    });
        }
        if (date.isBefore(order.ordered())) {
            throw ToolRefusal.invalid("date", "%s is before the order's own date %s".formatted(date, order.ordered()));
        }
        var lines = orders.lines(tx, order.id());
        fulfilment.deliver(tx, order, lines, date);
        return OrderShown.of(orders.get(tx, order.id()), lines);
    }

    public Tool<Delivery, OrderShown> tool() {
        return Tool.write(
                        "erp_order_deliver",
                        "Deliver a sales order",
                        "Ships all goods of a confirmed sales order: takes them out of the stock and closes the order.",
                        Effect.WRITE,
                        Risk.NONE,
                        Delivery.class,
                        OrderShown.class,
                        this::deliver)
                .example("Ship SO-1044", new Delivery("SO-1044", null))
                .example("SO-1101 has left the warehouse", new Delivery("SO-1101", null))
                .example("Mark sales order SO-1063 as delivered", new Delivery("SO-1063", null))
                .example("Deliver order 1078 today", new Delivery("1078", null));
    }
}
