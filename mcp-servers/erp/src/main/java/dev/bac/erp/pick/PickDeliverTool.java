package dev.bac.erp.pick;

import dev.bac.erp.goods.GoodsNote;
import dev.bac.erp.goods.Open;
import dev.bac.erp.order.Deliveries;
import dev.bac.erp.order.OrderStore;
import dev.bac.erp.order.SalesOrder;
import dev.bac.erp.stock.Dates;
import dev.bac.erp.stock.Location;
import dev.bac.erp.stock.Locations;
import dev.bac.erp.stock.LotWanted;
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
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code erp_pick_deliver}: a delivery note for each order of the list, over what was taken for it. */
public final class PickDeliverTool {
    private final OrderStore orders;
    private final Locations locations;
    private final StockLedger ledger;
    private final Deliveries deliveries;
    private final PickLists lists;

    PickDeliverTool(
            OrderStore orders, Locations locations, StockLedger ledger, Deliveries deliveries, PickLists lists) {
        this.orders = orders;
        this.locations = locations;
        this.ledger = ledger;
        this.deliveries = deliveries;
        this.lists = lists;
    }

    public record Delivery(
            @Arg("The pick list, such as PK-1002") String list,

            @Arg("The day the goods left; today when left out, never in the future") @Nullable LocalDate date) {}

    PickShown deliver(Caller caller, Tx tx, Delivery delivery) {
        var date = Dates.notFuture(tx, "date", delivery.date());
        var list = PickEnterTool.open(lists.lock(tx, "list", delivery.list()));
        var open = list.lines().stream().filter(line -> line.picked() == null).toList();
        if (!open.isEmpty()) {
            throw new ToolRefusal(
                    "conflict",
                    "list: %d lines of %s are not entered, the first %s for %s; say what was picked with erp_pick_enter"
                            .formatted(
                                    open.size(),
                                    list.number(),
                                    open.getFirst().sku(),
                                    open.getFirst().order()));
        }
        var picked = list.lines().stream()
                .filter(line -> line.picked() != null && line.picked().signum() > 0)
                .toList();
        if (picked.isEmpty()) {
            throw new ToolRefusal(
                    "conflict",
                    "list: nothing of %s was picked; give it up with erp_pick_enter".formatted(list.number()));
        }
        var sales = lock(tx, picked, date);
        lockGoods(tx, list, picked);
        var written = new ArrayList<GoodsNote>();
        sales.values().stream()
                .sorted(Comparator.comparing(SalesOrder::ordered).thenComparing(SalesOrder::number))
                .forEach(order -> written.add(deliver(tx, list, order, picked, date)));
        lists.status(tx, list.id(), PickList.Status.DELIVERED);
        return PickShown.of(
                "%s %s written. "
                        .formatted(
                                written.size() == 1 ? "Delivery" : "Deliveries",
                                written.stream().map(GoodsNote::number).collect(Collectors.joining(", "))),
                lists.get(tx, list.id()));
    }

    /** The orders, locked in the order in which everybody does. */
    private Map<UUID, SalesOrder> lock(Tx tx, List<PickList.Line> picked, LocalDate date) {
        var sales = new TreeMap<UUID, SalesOrder>(Comparator.comparing(UUID::toString));
        picked.stream()
                .map(PickList.Line::orderId)
                .distinct()
                .sorted(Comparator.comparing(UUID::toString))
                .forEach(id -> sales.put(id, orders.lockById(tx, id)));
        for (var order : sales.values()) {
            if (!order.status().open()) {
                throw new ToolRefusal(
                        "conflict",
                        "list: nothing of %s is to be delivered any more; enter 0 for it".formatted(order.number()));
            }
            if (date.isBefore(order.ordered())) {
                throw ToolRefusal.invalid(
                        "date", "%s is before %s was ordered, on %s".formatted(date, order.number(), order.ordered()));
            }
        }
        return sales;
    }

    /** All goods of all orders at once, so that the next order does not wait for what somebody holds who waits for us. */
    private void lockGoods(Tx tx, PickList list, List<PickList.Line> picked) {
        var warehouse = locations.get(tx, list.warehouseId());
        var customer = locations.outside(tx, Location.Kind.CUSTOMER);
        var goods = picked.stream()
                .map(PickList.Line::itemId)
                .distinct()
                .sorted(Comparator.comparing(UUID::toString))
                .toList();
        ledger.lockItems(tx, goods);
        goods.forEach(item -> ledger.lockBoth(tx, item, warehouse, customer));
    }

    private GoodsNote deliver(Tx tx, PickList list, SalesOrder order, List<PickList.Line> picked, LocalDate date) {
        var mine = picked.stream()
                .filter(line -> line.orderId().equals(order.id()))
                .toList();
        var byLine = new LinkedHashMap<Integer, BigDecimal>();
        mine.forEach(line -> byLine.merge(line.orderLine(), Objects.requireNonNull(line.picked()), BigDecimal::add));
        var lines = orders.lines(tx, order.id());
        var open = deliveries.open(tx, order, lines);
        var parts = byLine.entrySet().stream()
                .map(one -> part(order, open, one.getKey(), one.getValue()))
                .toList();
        var note = deliveries.deliver(tx, order, lines, deliveries.byLot(tx, order, parts, lots(mine), date), date);
        lists.delivered(tx, list.id(), order.id(), note.id());
        return note;
    }

    private static Open.Part part(SalesOrder order, List<Open> open, int line, BigDecimal quantity) {
        var its = open.stream().filter(one -> one.line() == line).findFirst().orElseThrow();
        if (its.quantity().compareTo(quantity) < 0) {
            throw new ToolRefusal(
                    "conflict",
                    "list: only %s of %s for %s are still to be delivered, not %s; enter less"
                            .formatted(
                                    Quantities.text(its.quantity()),
                                    its.sku(),
                                    order.number(),
                                    Quantities.text(quantity)));
        }
        return new Open.Part(its, quantity);
    }

    private static Map<UUID, List<LotWanted>> lots(List<PickList.Line> lines) {
        var sums = new LinkedHashMap<UUID, Map<String, BigDecimal>>();
        for (var line : lines) {
            if (line.lot() != null && line.picked() != null) {
                sums.computeIfAbsent(line.itemId(), _ -> new LinkedHashMap<>())
                        .merge(line.lot(), line.picked(), BigDecimal::add);
            }
        }
        var lots = new HashMap<UUID, List<LotWanted>>();
        sums.forEach((item, codes) -> lots.put(
                item,
                codes.entrySet().stream()
                        .map(one -> new LotWanted(one.getKey(), one.getValue(), null))
                        .toList()));
        return lots;
    }

    public Tool<Delivery, PickShown> tool() {
        return Tool.write(
                        "erp_pick_deliver",
                        "Deliver what was picked",
                        "Ships what was taken by a pick list: one delivery note for each order, and asks finance for the invoices. What "
                                + "was not found stays reserved.",
                        Effect.WRITE,
                        Risk.NONE,
                        Delivery.class,
                        PickShown.class,
                        this::deliver)
                .example("The goods of pick list PK-1002 have left", new Delivery("PK-1002", null))
                .example("Deliver pick list PK-1005", new Delivery("PK-1005", null));
    }
}
