package dev.bac.erp.production;

import dev.bac.erp.goods.GoodsWanted;
import dev.bac.erp.item.ItemStore;
import dev.bac.erp.stock.Dates;
import dev.bac.erp.stock.LotWanted;
import dev.bac.erp.stock.Quantities;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Money;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code erp_work_update}. */
public final class WorkUpdateTool {
    private final ItemStore items;
    private final WorkOrders orders;
    private final Making making;

    WorkUpdateTool(ItemStore items, WorkOrders orders, Making making) {
        this.items = items;
        this.orders = orders;
        this.making = making;
    }

    /** What is done with it. */
    public enum Step {
        MAKE,
        CANCEL
    }

    public record Change(
            @Arg("The work order, such as WO-1001") String order,

            @Arg("make goods of it, or cancel what is not made")
            Step action,

            @Arg(value = "For make: how many; all that are left when left out", format = "decimal") @Nullable BigDecimal quantity,

            @Arg("For make: the day; today when left out") @Nullable LocalDate date,

            @Arg("For make: of goods kept by lot or serial number") @Nullable List<LotWanted> lots,

            @Arg("For make: parts of which certain lots or serial numbers are used up") @Nullable List<GoodsWanted> parts) {
        static Change of(String order, Step action, @Nullable BigDecimal quantity) {
            return new Change(order, action, quantity, null, null, null);
        }
    }

    WorkShown update(Caller caller, Tx tx, Change change) {
        var order = orders.lock(tx, "order", change.order());
        if (order.status() != WorkOrder.Status.OPEN) {
            throw new ToolRefusal(
                    "conflict",
                    "order: %s is %s"
                            .formatted(order.number(), order.status().name().toLowerCase(Locale.ROOT)));
        }
        return switch (change.action()) {
            case CANCEL -> {
                orders.cancel(tx, order.id());
                yield WorkShown.of("", orders.get(tx, order.id()));
            }
            case MAKE -> make(tx, order, change);
        };
    }

    private WorkShown make(Tx tx, WorkOrder order, Change change) {
        var left = order.quantity().subtract(order.made());
        var quantity = change.quantity() == null ? left : Quantities.positive("quantity", change.quantity());
        if (quantity.compareTo(left) > 0) {
            throw new ToolRefusal(
                    "conflict",
                    "quantity: only %s of %s are still to be made".formatted(Quantities.text(left), order.number()));
        }
        var lots = new MakingLots(change.lots(), GoodsWanted.lots(tx, items, change.parts()));
        var cost = making.make(tx, order, quantity, lots, Dates.notFuture(tx, "date", change.date()));
        var currency = items.one(tx, "item", order.itemId().toString()).cost().currency();
        return WorkShown.of(
                "Made %s for %s. ".formatted(Quantities.text(quantity), Money.of(cost, currency)),
                orders.get(tx, order.id()));
    }

    public Tool<Change, WorkShown> tool() {
        return Tool.write(
                        "erp_work_update",
                        "Make or cancel a work order",
                        "Uses up the parts of a work order and puts what was made into stock at what the parts were worth, all of it or a "
                                + "part; or cancels what is not made.",
                        Effect.WRITE,
                        Risk.NONE,
                        Change.class,
                        WorkShown.class,
                        this::update)
                .example("Work order WO-1003 is finished", Change.of("WO-1003", Step.MAKE, null))
                .example("5 of work order WO-1007 are assembled", Change.of("WO-1007", Step.MAKE, new BigDecimal("5")))
                .example("Cancel work order WO-1010", Change.of("WO-1010", Step.CANCEL, null));
    }
}
