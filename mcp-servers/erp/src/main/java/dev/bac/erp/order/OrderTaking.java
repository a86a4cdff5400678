package dev.bac.erp.order;

import dev.bac.erp.stock.Location;
import dev.bac.erp.stock.Locations;
import dev.bac.erp.stock.StockLedger;
import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes a sales order, and reserves its goods unless it is a draft. */
public final class OrderTaking {
    private final Locations locations;
    private final StockLedger ledger;
    private final OrderStore orders;
    private final Fulfilment fulfilment;

    public OrderTaking(Locations locations, StockLedger ledger, OrderStore orders, Fulfilment fulfilment) {
        this.locations = locations;
        this.ledger = ledger;
        this.orders = orders;
        this.fulfilment = fulfilment;
    }

    /** @param warehouse where it ships from; the first that has everything when null */
    public record Taken(
            Customers.Customer customer,
            String currency,
            LocalDate date,
            List<OrderLine> lines,
            @Nullable String warehouse,
            boolean draft) {}

    /** The new order. */
    public SalesOrder take(Tx tx, Taken taken) {
        var warehouse = taken.warehouse() == null
                ? warehouse(tx, taken.lines(), taken.draft())
                : locations.warehouse(tx, "warehouse", taken.warehouse());
        var order = new OrderStore.Draft(
                tx.newId(),
                taken.customer().id(),
                taken.customer().name(),
                warehouse.id(),
                taken.currency(),
                taken.date(),
                OrderStatus.DRAFT,
                null,
                taken.lines().stream().map(line -> OrderStore.Position.of(line)).toList());
        orders.add(tx, List.of(order));
        if (!taken.draft()) {
            fulfilment.reserve(tx, orders.get(tx, order.id()), taken.lines());
        }
        return orders.get(tx, order.id());
    }

    /** The first warehouse by name that has all of it; else, the first. */
    private Location warehouse(Tx tx, List<OrderLine> lines, boolean draft) {
        var all = locations.warehouses(tx);
        if (all.isEmpty()) {
            throw ToolRefusal.notFound("warehouse", "warehouse", "any", "This company has none yet.");
        }
        var needs = new HashMap<UUID, BigDecimal>();
        lines.forEach(line -> needs.merge(line.itemId(), line.reserved(), BigDecimal::add));
        return all.stream()
                .filter(place -> draft
                        || needs.entrySet().stream()
                                .allMatch(need -> ledger.look(tx, need.getKey(), place.id())
                                                .available()
                                                .compareTo(need.getValue())
                                        >= 0))
                .findFirst()
                .orElse(all.getFirst());
    }
}
