package dev.bac.erp.order;

import dev.bac.erp.stock.Locations;
import dev.bac.erp.stock.Quantities;
import dev.bac.erp.stock.StockLedger;
import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What orders do to the stock before it moves: confirming reserves, cancelling and closing release. The balance rows are
 * locked item by item in the order of their ids, so that two orders of the same items wait for each other instead of
 * deadlocking.
 */
public final class Fulfilment {
    private final OrderStore orders;
    private final Locations locations;
    private final StockLedger ledger;

    public Fulfilment(OrderStore orders, Locations locations, StockLedger ledger) {
        this.orders = orders;
        this.locations = locations;
        this.ledger = ledger;
    }

    /** Reserves all of the order's goods, or refuses and names what is missing. */
    void reserve(Tx tx, SalesOrder order, List<OrderLine> lines) {
        var warehouse = locations.get(tx, order.warehouseId());
        var missing = new ArrayList<String>();
        var needs = Needs.of(lines, OrderLine::reserved);
        needs.byItem().forEach((item, need) -> {
            var free = ledger.lock(tx, item, warehouse).available();
            if (free.compareTo(need) < 0) {
                var line = needs.line(item);
                missing.add("%s %s of %s %s are free, not %s"
                        .formatted(Quantities.text(free), line.unit(), line.sku(), line.item(), Quantities.text(need)));
            } else {
                ledger.reserve(tx, item, warehouse.id(), need);
            }
        });
        if (!missing.isEmpty()) {
            throw new ToolRefusal(
                    "conflict",
                    "quantity: in %s only %s. Order less, from another warehouse, or as a draft."
                            .formatted(warehouse.name(), String.join("; only ", missing)));
        }
        orders.status(tx, order.id(), OrderStatus.CONFIRMED, null);
        publish(tx, "erp.order.confirmed", order);
    }

    /** Calls off what has not left, and releases it. */
    void release(Tx tx, SalesOrder order, List<OrderLine> lines, OrderStatus then) {
        if (order.status().open()) {
            var warehouse = locations.get(tx, order.warehouseId());
            Needs.of(lines, OrderLine::reserved).byItem().forEach((item, need) -> {
                ledger.lock(tx, item, warehouse);
                ledger.reserve(tx, item, warehouse.id(), need.negate());
            });
        }
        orders.status(tx, order.id(), then, null);
        publish(tx, "erp.order." + then.name().toLowerCase(java.util.Locale.ROOT), order);
    }

    /** Sets how far the order is by what has left; an order that is called off stays so. */
    public void settle(Tx tx, SalesOrder order, List<OrderLine> lines, java.time.LocalDate date) {
        boolean none = lines.stream().allMatch(line -> line.delivered().signum() == 0);
        boolean all = lines.stream().allMatch(line -> line.left().signum() <= 0);
        if (all) {
            orders.status(tx, order.id(), OrderStatus.DELIVERED, date);
            publish(tx, "erp.order.delivered", order);
        } else {
            orders.status(tx, order.id(), none ? OrderStatus.CONFIRMED : OrderStatus.PARTIAL, null);
        }
    }

    /** Promises goods again that came back because a delivery was cancelled; the item and the balance are locked. */
    void promise(Tx tx, SalesOrder order, java.util.UUID item, BigDecimal quantity) {
        ledger.reserve(tx, item, order.warehouseId(), quantity);
    }

    static void publish(Tx tx, String type, SalesOrder order) {
        tx.publish(
                type,
                order.id().toString(),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("id", order.id().toString())
                        .put("number", order.number())
                        .put("accountId", order.customerId().toString())
                        .put("customer", order.customer())
                        .put("total", order.total().amount().toPlainString())
                        .put("currency", order.total().currency()));
    }
}
