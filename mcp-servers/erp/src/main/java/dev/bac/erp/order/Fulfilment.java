package dev.bac.erp.order;

import dev.bac.erp.stock.Booking;
import dev.bac.erp.stock.Location;
import dev.bac.erp.stock.Locations;
import dev.bac.erp.stock.Move;
import dev.bac.erp.stock.MoveLinks;
import dev.bac.erp.stock.Quantities;
import dev.bac.erp.stock.StockLedger;
import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What orders do to the stock: confirming reserves, delivering moves, cancelling releases; always the whole order. The
 * balance rows are locked item by item in the order of their ids, so that two orders of the same items wait for each
 * other instead of deadlocking.
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
        for (var need : needs(lines)) {
            var free = ledger.lock(tx, need.itemId(), warehouse).available();
            if (free.compareTo(need.quantity()) < 0) {
                missing.add("%s %s of %s %s are free, not %s"
                        .formatted(
                                Quantities.text(free),
                                need.unit(),
                                need.sku(),
                                need.item(),
                                Quantities.text(need.quantity())));
            } else {
                ledger.reserve(tx, need.itemId(), warehouse.id(), need.quantity());
            }
        }
        if (!missing.isEmpty()) {
            throw new ToolRefusal(
                    "conflict",
                    "quantity: in %s only %s. Order less, from another warehouse, or as a draft."
                            .formatted(warehouse.name(), String.join("; only ", missing)));
        }
        orders.status(tx, order.id(), OrderStatus.CONFIRMED, null);
        publish(tx, "erp.order.confirmed", order);
    }

    /** Takes the reserved goods out of the warehouse. */
    void deliver(Tx tx, SalesOrder order, List<OrderLine> lines, LocalDate date) {
        var warehouse = locations.get(tx, order.warehouseId());
        var customer = locations.outside(tx, Location.Kind.CUSTOMER);
        var moves = new ArrayList<Move>();
        ledger.lockItems(tx, lines.stream().map(OrderLine::itemId).toList());
        for (var need : needs(lines)) {
            ledger.lockBoth(tx, need.itemId(), warehouse, customer);
            ledger.reserve(tx, need.itemId(), warehouse.id(), need.quantity().negate());
            moves.add(new Move(
                    tx.newId(),
                    Move.Kind.SHIP,
                    need.itemId(),
                    warehouse.id(),
                    customer.id(),
                    need.quantity(),
                    date,
                    MoveLinks.NONE.forOrder(order.id())));
        }
        ledger.book(tx, Booking.of("erp.stock.delivered", order.id(), moves));
        orders.status(tx, order.id(), OrderStatus.DELIVERED, date);
        publish(tx, "erp.order.delivered", order);
    }

    /** Calls the order off and releases what it had reserved. */
    void cancel(Tx tx, SalesOrder order, List<OrderLine> lines) {
        if (order.status() == OrderStatus.CONFIRMED) {
            var warehouse = locations.get(tx, order.warehouseId());
            for (var need : needs(lines)) {
                ledger.lock(tx, need.itemId(), warehouse);
                ledger.reserve(
                        tx, need.itemId(), warehouse.id(), need.quantity().negate());
            }
        }
        orders.status(tx, order.id(), OrderStatus.CANCELLED, null);
    }

    /** One line for each item, in the order of the items' ids. */
    private static List<OrderLine> needs(List<OrderLine> lines) {
        var byItem = lines.stream()
                .collect(Collectors.groupingBy(line -> line.itemId().toString(), TreeMap::new, Collectors.toList()));
        return byItem.entrySet().stream()
                .map(Map.Entry::getValue)
                .map(same -> new OrderLine(
                        same.getFirst().sku(),
                        same.getFirst().item(),
                        same.getFirst().itemId(),
                        same.stream().map(OrderLine::quantity).reduce(BigDecimal.ZERO, BigDecimal::add),
                        same.getFirst().unit(),
                        same.getFirst().unitPrice(),
                        same.getFirst().net()))
                .toList();
    }

    private static void publish(Tx tx, String type, SalesOrder order) {
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
