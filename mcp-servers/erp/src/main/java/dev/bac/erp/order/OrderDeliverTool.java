package dev.bac.erp.order;

import dev.bac.erp.goods.GoodsWanted;
import dev.bac.erp.goods.Open;
import dev.bac.erp.item.ItemStore;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code erp_order_deliver}. */
public final class OrderDeliverTool {
    private final OrderStore orders;
    private final ItemStore items;
    private final Deliveries deliveries;

    public OrderDeliverTool(OrderStore orders, ItemStore items, Deliveries deliveries) {
        this.orders = orders;
        this.items = items;
        this.deliveries = deliveries;
    }

    public record Delivery(
            @Arg(value = "The sales order: its number such as SO-1007, or its id", ref = "order")
            String order,

            @Arg("The day the goods left; today when left out, never in the future") @Nullable LocalDate date,

            @Arg("Only these goods; all that is still to be delivered when left out") @Nullable List<GoodsWanted> lines) {
        static Delivery of(String order) {
            return new Delivery(order, null, null);
        }
    }

    OrderShown deliver(Caller caller, Tx tx, Delivery delivery) {
        var date = delivery.date() == null ? tx.today() : Given.date("date", delivery.date());
        if (date.isAfter(tx.today())) {
            throw ToolRefusal.invalid("date", "%s is in the future; today is %s".formatted(date, tx.today()));
        }
        var order = orders.lock(tx, "order", delivery.order());
        if (!order.status().open()) {
            throw new ToolRefusal("conflict", "order: " + refusal(order));
        }
        if (date.isBefore(order.ordered())) {
            throw ToolRefusal.invalid("date", "%s is before the order's own date %s".formatted(date, order.ordered()));
        }
        var lines = orders.lines(tx, order.id());
        var parts = Open.parts(tx, items, deliveries.open(tx, order, lines), delivery.lines(), "delivered");
        if (parts.isEmpty()) {
            throw new ToolRefusal(
                    "conflict",
                    "order: what is left of %s is shipped by the supplier; say so with erp_drop_deliver when it has left"
                            .formatted(order.number()));
        }
        var named = GoodsWanted.lots(tx, items, delivery.lines());
        var note = deliveries.deliver(tx, order, lines, deliveries.byLot(tx, order, parts, named, date), date);
        return OrderShown.delivered(orders.get(tx, order.id()), orders.lines(tx, order.id()), note.number());
    }

    private static String refusal(SalesOrder order) {
        return switch (order.status()) {
            case DRAFT -> "%s is a draft; confirm it first".formatted(order.number());
            case DELIVERED -> "%s was delivered on %s already".formatted(order.number(), order.delivered());
            case CLOSED -> "%s is closed; no more of it is delivered".formatted(order.number());
            case CANCELLED, CONFIRMED, PARTIAL -> "%s is cancelled".formatted(order.number());
        };
    }

    public Tool<Delivery, OrderShown> tool() {
        return Tool.write(
                        "erp_order_deliver",
                        "Deliver a sales order",
                        "Ships the goods of a confirmed sales order, all of them or a part: takes them out of the stock, writes a delivery "
                                + "note and asks finance for the invoice. What is left stays reserved.",
                        Effect.WRITE,
                        Risk.NONE,
                        Delivery.class,
                        OrderShown.class,
                        this::deliver)
                .example("Ship SO-1044", Delivery.of("SO-1044"))
                .example("SO-1101 has left the warehouse", Delivery.of("SO-1101"))
                .example("Mark sales order SO-1063 as delivered", Delivery.of("SO-1063"))
                .example("Deliver order 1078 today", Delivery.of("1078"))
                .example(
                        "Deliver 5 of SKU-1009 from SO-1072, the rest later",
                        new Delivery("SO-1072", null, List.of(new GoodsWanted("SKU-1009", new BigDecimal("5")))));
    }
}
