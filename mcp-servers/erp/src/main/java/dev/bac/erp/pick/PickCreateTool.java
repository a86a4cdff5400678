package dev.bac.erp.pick;

import dev.bac.erp.goods.LotQueue;
import dev.bac.erp.item.ItemStore;
import dev.bac.erp.order.Deliveries;
import dev.bac.erp.order.OrderStore;
import dev.bac.erp.order.SalesOrder;
import dev.bac.erp.stock.Location;
import dev.bac.erp.stock.Locations;
import dev.bac.erp.stock.LotPart;
import dev.bac.erp.stock.Lots;
import dev.bac.erp.stock.Quantities;
import dev.bac.erp.stock.StockLedger;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code erp_pick_create}: one walk through a warehouse for one order or several. */
public final class PickCreateTool {
    private static final int ORDERS = 50;

    private final OrderStore orders;
    private final ItemStore items;
    private final Locations locations;
    private final StockLedger ledger;
    private final Deliveries deliveries;
    private final PickLists lists;

    PickCreateTool(
            OrderStore orders,
            ItemStore items,
            Locations locations,
            StockLedger ledger,
            Deliveries deliveries,
            PickLists lists) {
        this.orders = orders;
        this.items = items;
        this.locations = locations;
        this.ledger = ledger;
        this.deliveries = deliveries;
        this.lists = lists;
    }

    public record Wish(
            @Arg("The sales orders, at most 50 of one warehouse; all that wait in the warehouse when left out")
            @Nullable List<String> orders,

            @Arg(value = "The warehouse; that of the orders when left out", ref = "warehouse") @Nullable String warehouse) {}

    /** What of an order's line is to be picked. */
    private record Need(UUID order, int line, UUID item, String sku, BigDecimal quantity) {}

    PickShown create(Caller caller, Tx tx, Wish wish) {
        var chosen = chosen(tx, wish);
        var warehouse = locations.get(tx, chosen.getFirst().warehouseId());
        var needs = new ArrayList<Need>();
        for (var order : chosen) {
            var listed = lists.listed(tx, order.id());
            for (var open : deliveries.open(tx, order, orders.lines(tx, order.id()))) {
                var left = open.quantity().subtract(listed.getOrDefault(open.line(), BigDecimal.ZERO));
                if (left.signum() > 0) {
                    needs.add(new Need(order.id(), open.line(), open.item(), open.sku(), left));
                }
            }
        }
        var drafts = needs.isEmpty() ? List.<PickLists.Draft>of() : drafts(tx, warehouse, needs);
        if (drafts.isEmpty()) {
            throw new ToolRefusal(
                    "conflict",
                    "orders: nothing of them is to be picked in %s; it is on another list, has left, or has expired"
                            .formatted(warehouse.name()));
        }
        var missing = missing(needs, drafts);
        return PickShown.of(
                missing.signum() == 0
                        ? ""
                        : "%s units cannot be picked: their lots have expired or are on other lists. "
                                .formatted(Quantities.text(missing)),
                lists.get(tx, lists.add(tx, warehouse.id(), drafts)));
    }

    /** The orders, locked in the order in which everybody does, the earliest first. */
    private List<SalesOrder> chosen(Tx tx, Wish wish) {
        var named = wish.orders() == null ? List.<String>of() : wish.orders();
        if (named.size() > ORDERS) {
            throw ToolRefusal.invalid("orders", "has %d, at most %d".formatted(named.size(), ORDERS));
        }
        var warehouse = wish.warehouse() == null ? null : locations.warehouse(tx, "warehouse", wish.warehouse());
        if (named.isEmpty() && warehouse == null) {
            throw ToolRefusal.invalid(
                    "orders", "is missing; name sales orders, or a warehouse for all that wait in it");
        }
        var ids = named.isEmpty() && warehouse != null
                ? orders.waiting(tx, warehouse.id(), ORDERS)
                : named.stream().map(one -> orders.one(tx, "orders", one).id()).toList();
        var locked = ids.stream()
                .distinct()
                .sorted(Comparator.comparing(UUID::toString))
                .map(id -> orders.lockById(tx, id))
                .toList();
        locked.forEach(order -> refuse(order, warehouse, locked.getFirst()));
        if (locked.isEmpty()) {
            throw new ToolRefusal("conflict", "warehouse: no order waits there");
        }
        return locked.stream()
                .sorted(Comparator.comparing(SalesOrder::ordered).thenComparing(SalesOrder::number))
                .toList();
    }

    private static void refuse(SalesOrder order, @Nullable Location warehouse, SalesOrder first) {
        if (!order.status().open()) {
            throw new ToolRefusal(
                    "conflict",
                    "orders: %s is %s; only what is confirmed and not delivered is picked"
                            .formatted(order.number(), order.status().name().toLowerCase(java.util.Locale.ROOT)));
        }
        if (!order.warehouseId().equals(warehouse == null ? first.warehouseId() : warehouse.id())) {
            throw ToolRefusal.invalid(
                    "orders",
                    "%s ships from %s; write one list for each warehouse".formatted(order.number(), order.warehouse()));
        }
    }

    /** What is taken of which lots, item by item: the way through the warehouse. The items are locked. */
    private List<PickLists.Draft> drafts(Tx tx, Location warehouse, List<Need> needs) {
        var byItem = new TreeMap<UUID, BigDecimal>(Comparator.comparing(UUID::toString));
        needs.forEach(need -> byItem.merge(need.item(), need.quantity(), BigDecimal::add));
        ledger.lockItems(tx, byItem.keySet());
        var queues = new HashMap<UUID, LotQueue>();
        byItem.forEach((id, quantity) -> {
            var leaving = new Lots.Leaving(items.get(tx, id), warehouse, quantity, tx.today(), false);
            queues.put(id, new LotQueue(Lots.free(tx, leaving, lists.taken(tx, id, warehouse.id()))));
        });
        var drafts = new ArrayList<PickLists.Draft>();
        needs.stream().sorted(Comparator.comparing(Need::sku)).forEach(need -> {
            var queue = java.util.Objects.requireNonNull(queues.get(need.item()));
            for (LotPart part : queue.take(need.quantity().min(queue.left()))) {
                drafts.add(new PickLists.Draft(need.order(), need.line(), need.item(), part.lot(), part.quantity()));
            }
        });
        return drafts;
    }

    private static BigDecimal missing(List<Need> needs, List<PickLists.Draft> drafts) {
        var wanted = needs.stream().map(Need::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
        return drafts.stream().map(PickLists.Draft::quantity).reduce(wanted, BigDecimal::subtract);
    }

    public Tool<Wish, PickShown> tool() {
        return Tool.write(
                        "erp_pick_create",
                        "Write a pick list",
                        "Writes what is to be taken off the shelves of a warehouse for confirmed orders, lot by lot, what expires first "
                                + "first. Moves nothing.",
                        Effect.WRITE,
                        Risk.NONE,
                        Wish.class,
                        PickShown.class,
                        this::create)
                .example("Write a pick list for SO-1044 and SO-1051", new Wish(List.of("SO-1044", "SO-1051"), null))
                .example("Pick list for everything that waits in Hamburg", new Wish(null, "Hamburg"));
    }
}
