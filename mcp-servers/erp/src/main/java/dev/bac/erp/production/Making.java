package dev.bac.erp.production;

import dev.bac.erp.item.ItemStore;
import dev.bac.erp.stock.Booking;
import dev.bac.erp.stock.Location;
import dev.bac.erp.stock.Locations;
import dev.bac.erp.stock.Move;
import dev.bac.erp.stock.MoveLinks;
import dev.bac.erp.stock.StockLedger;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Uses parts up and makes goods of them: what is made is worth exactly what was used up for it. Should a part's value
 * change later, the difference stays with production, where finance sees it.
 */
final class Making {
    private final ItemStore items;
    private final WorkOrders orders;
    private final Locations locations;
    private final StockLedger ledger;

    Making(ItemStore items, WorkOrders orders, Locations locations, StockLedger ledger) {
        this.items = items;
        this.orders = orders;
        this.locations = locations;
        this.ledger = ledger;
    }

    /** Makes so many of a locked order's goods; the last take all parts that are left. */
    BigDecimal make(Tx tx, WorkOrder order, BigDecimal quantity, LocalDate date) {
        var warehouse = locations.get(tx, order.warehouseId());
        var production = locations.outside(tx, Location.Kind.PRODUCTION);
        var parts = parts(tx, order, quantity);
        var locked = new ArrayList<>(parts.keySet());
        locked.add(order.itemId());
        ledger.lockItems(tx, locked);
        var used = new ArrayList<Move>();
        parts.forEach((part, needed) -> {
            ledger.demand(tx, items.one(tx, "parts", part.toString()), warehouse, needed);
            used.add(move(tx, Move.Kind.CONSUME, part, warehouse, production, needed, date, order));
        });
        var values = ledger.book(tx, told("erp.stock.consumed", order, used));
        var cost = values.values().stream()
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .negate();
        var made = move(tx, Move.Kind.PRODUCE, order.itemId(), production, warehouse, quantity, date, order);
        ledger.book(
                tx,
                told("erp.stock.produced", order, List.of(made.with(made.links().costing(cost)))));
        used.add(made);
        orders.made(tx, order.id(), quantity, used.stream().map(Move::id).toList());
        return cost;
    }

    private Map<UUID, BigDecimal> parts(Tx tx, WorkOrder order, BigDecimal quantity) {
        var left = order.quantity().subtract(order.made());
        var parts = new TreeMap<UUID, BigDecimal>(java.util.Comparator.comparing(UUID::toString));
        orders.open(tx, order.id()).forEach((part, open) -> {
            var needed = quantity.compareTo(left) == 0
                    ? open
                    : open.multiply(quantity).divide(left, 3, RoundingMode.HALF_UP);
            if (needed.signum() > 0) {
                parts.put(part, needed);
            }
        });
        return parts;
    }

    private static Move move(
            Tx tx,
            Move.Kind kind,
            UUID item,
            Location from,
            Location to,
            BigDecimal quantity,
            LocalDate date,
            WorkOrder order) {
        return new Move(
                tx.newId(), kind, item, from.id(), to.id(), quantity, date, MoveLinks.NONE.because(order.number()));
    }

    private static Booking told(String event, WorkOrder order, List<Move> moves) {
        var body = JsonNodeFactory.instance
                .objectNode()
                .put("workId", order.id().toString())
                .put("work", order.number());
        return new Booking(event, order.id(), moves, body, Map.of());
    }
}
