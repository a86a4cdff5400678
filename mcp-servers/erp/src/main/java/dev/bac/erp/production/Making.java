package dev.bac.erp.production;

import dev.bac.erp.item.ItemStore;
import dev.bac.erp.stock.Booking;
import dev.bac.erp.stock.Costs;
import dev.bac.erp.stock.Location;
import dev.bac.erp.stock.Locations;
import dev.bac.erp.stock.Lots;
import dev.bac.erp.stock.Move;
import dev.bac.erp.stock.MoveLinks;
import dev.bac.erp.stock.StockLedger;
import dev.bac.erp.valuation.Worth;
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
    BigDecimal make(Tx tx, WorkOrder order, BigDecimal quantity, MakingLots lots, LocalDate date) {
        var warehouse = locations.get(tx, order.warehouseId());
        var production = locations.outside(tx, Location.Kind.PRODUCTION);
        var parts = parts(tx, order, quantity);
        var locked = new ArrayList<>(parts.keySet());
        locked.add(order.itemId());
        ledger.lockItems(tx, locked);
        var used = new ArrayList<Move>();
        parts.forEach((id, needed) -> {
            var part = items.get(tx, id);
            ledger.demand(tx, part, warehouse, needed);
            for (var lot : Lots.outgoing(tx, new Lots.Leaving(part, warehouse, needed, date, false), lots.used(id))) {
                var links = MoveLinks.NONE.because(order.number()).ofLot(lot.lot());
                used.add(new Move(
                        tx.newId(),
                        Move.Kind.CONSUME,
                        id,
                        warehouse.id(),
                        production.id(),
                        lot.quantity(),
                        date,
                        links));
            }
        });
        var values = ledger.book(tx, told("erp.stock.consumed", order, used));
        var cost = values.values().stream()
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .negate();
        var item = items.get(tx, order.itemId());
        var made = new ArrayList<Move>();
        var left = quantity;
        var rest = cost;
        for (var lot : Lots.incoming(tx, item, quantity, lots.made())) {
            var share = Worth.share(
                    rest, lot.quantity(), left, Costs.decimals(item.cost().currency()));
            rest = rest.subtract(share);
            left = left.subtract(lot.quantity());
            var links = MoveLinks.NONE.because(order.number()).costing(share).ofLot(lot.lot());
            made.add(new Move(
                    tx.newId(),
                    Move.Kind.PRODUCE,
                    order.itemId(),
                    production.id(),
                    warehouse.id(),
                    lot.quantity(),
                    date,
                    links));
        }
        ledger.book(tx, told("erp.stock.produced", order, made));
        used.addAll(made);
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

    private static Booking told(String event, WorkOrder order, List<Move> moves) {
        var body = JsonNodeFactory.instance
                .objectNode()
                .put("workId", order.id().toString())
                .put("work", order.number());
        return new Booking(event, order.id(), moves, body, Map.of());
    }
}
