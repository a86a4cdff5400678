package dev.bac.erp;

import dev.bac.erp.ErpSeed.MoveSeed;
import dev.bac.erp.ErpSeed.OrderSeed;
import dev.bac.erp.goods.GoodsNote;
import dev.bac.erp.goods.GoodsNotes;
import dev.bac.erp.item.ItemStore;
import dev.bac.erp.order.Customers;
import dev.bac.erp.order.OrderLine;
import dev.bac.erp.order.OrderStatus;
import dev.bac.erp.order.OrderStore;
import dev.bac.erp.stock.Location;
import dev.bac.erp.stock.Locations;
import dev.bac.erp.stock.Move;
import dev.bac.erp.stock.MoveLinks;
import dev.bac.erp.stock.StockLedger;
import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns seed records into rows, in batches; what is there already is left out. */
record Seeding(
        Customers customers,
        Locations locations,
        ItemStore items,
        StockLedger ledger,
        OrderStore orders,
        GoodsNotes notes) {

    private record Outside(UUID supplier, UUID customer, UUID adjustment) {}

    void apply(Tx tx, ErpSeed seed) {
        customers.put(tx, or(seed.customers()));
        locations.add(
                tx,
                or(seed.warehouses()).stream()
                        .map(one -> new Location(one.id(), Location.Kind.WAREHOUSE, one.name()))
                        .toList());
        items.add(tx, fresh(tx, "item", or(seed.items()), ItemStore.Draft::id));
        var outside = new Outside(
                locations.outside(tx, Location.Kind.SUPPLIER).id(),
                locations.outside(tx, Location.Kind.CUSTOMER).id(),
                locations.outside(tx, Location.Kind.ADJUSTMENT).id());
        var moves = new ArrayList<>(fresh(tx, "stock_move", or(seed.moves()), MoveSeed::id).stream()
                .map(one -> move(one, outside))
                .toList());
        var sold = fresh(tx, "sales_order", or(seed.orders()), OrderSeed::id);
        var delivered = sold.stream()
                .filter(one -> one.status() == OrderStatus.DELIVERED)
                .map(one -> delivery(tx, one))
                .toList();
        delivered.forEach(note -> note.lines().forEach(line -> moves.add(shipped(note, line, outside))));
        open(tx, moves);
        sell(tx, sold);
        delivered.forEach(note -> notes.add(tx, notes.numbered(tx, note)));
    }

    /** What is there to begin with is told by one event for each currency: the opening stock. */
    private void open(Tx tx, List<Move> moves) {
        var currencies = new HashMap<UUID, String>();
        tx.sql()
                .createQuery("SELECT id, currency FROM item")
                .map((row, _) -> currencies.put(row.getObject("id", UUID.class), row.getString("currency")) == null)
                .list();
        moves.stream()
                .collect(Collectors.groupingBy(
                        move -> currencies.getOrDefault(move.item(), ""), TreeMap::new, Collectors.toList()))
                .forEach((_, same) -> ledger.open(tx, same));
    }

    private void sell(Tx tx, List<OrderSeed> seeds) {
        var names = names(tx);
        orders.add(tx, seeds.stream().map(one -> draft(one, names)).toList());
        for (var order : seeds) {
            if (order.status() == OrderStatus.CONFIRMED) {
                order.lines().forEach(line -> ledger.reserve(tx, line.item(), order.warehouse(), line.quantity()));
            }
        }
    }

    private static GoodsNote delivery(Tx tx, OrderSeed order) {
        var lines = new ArrayList<GoodsNote.Line>();
        for (var line : order.lines()) {
            lines.add(new GoodsNote.Line(
                    lines.size() + 1,
                    lines.size() + 1,
                    null,
                    line.item(),
                    line.quantity(),
                    BigDecimal.ZERO,
                    OrderLine.net(line.quantity(), line.unitPrice(), order.currency()),
                    tx.newId()));
        }
        return new GoodsNote(
                ErpSeed.delivery(order.id()),
                GoodsNote.Kind.DELIVERY,
                "",
                order.id(),
                null,
                order.warehouse(),
                Objects.requireNonNullElse(order.delivered(), order.ordered()),
                order.currency(),
                null,
                lines);
    }

    private static Move shipped(GoodsNote note, GoodsNote.Line line, Outside outside) {
        return new Move(
                Objects.requireNonNull(line.move()),
                Move.Kind.SHIP,
                line.item(),
                note.warehouse(),
                outside.customer(),
                line.quantity(),
                note.date(),
                MoveLinks.NONE.forOrder(note.order()).on(note.id(), line.line()));
    }

    private static Move move(MoveSeed seed, Outside outside) {
        var other =
                switch (seed.kind()) {
                    case RECEIVE -> outside.supplier();
                    case SHIP -> outside.customer();
                    case ADJUST -> outside.adjustment();
                    case TRANSFER, RETURN, SEND_BACK, CONSUME, PRODUCE -> null;
                };
        var from = seed.from() == null ? other : seed.from();
        var to = seed.to() == null ? other : seed.to();
        if (from == null || to == null) {
            throw ToolRefusal.invalid("moves", "transfer %s needs both warehouses".formatted(seed.id()));
        }
        return new Move(
                seed.id(),
                seed.kind(),
                seed.item(),
                from,
                to,
                seed.quantity(),
                seed.date(),
                MoveLinks.NONE.because(seed.reason()).costing(seed.cost()));
    }

    private static OrderStore.Draft draft(OrderSeed seed, Map<UUID, String> names) {
        var name = names.get(seed.customer());
        if (name == null) {
            throw ToolRefusal.invalid("orders", "no customer %s; seed it first".formatted(seed.customer()));
        }
        return new OrderStore.Draft(
                seed.id(),
                seed.customer(),
                name,
                seed.warehouse(),
                seed.currency(),
                seed.ordered(),
                seed.status(),
                seed.status() == OrderStatus.DELIVERED
                        ? Objects.requireNonNullElse(seed.delivered(), seed.ordered())
                        : null,
                seed.lines().stream()
                        .map(line -> new OrderStore.Position(line.item(), line.quantity(), line.unitPrice()))
                        .toList());
    }

    private static Map<UUID, String> names(Tx tx) {
        var names = new HashMap<UUID, String>();
        tx.sql()
                .createQuery("SELECT id, name FROM customer")
                .map((row, _) -> names.put(row.getObject("id", UUID.class), row.getString("name")) == null)
                .list();
        return names;
    }

    private static <T> List<T> fresh(Tx tx, String table, List<T> seeds, Function<T, UUID> id) {
        if (seeds.isEmpty()) {
            return seeds;
        }
        Set<UUID> seen = new HashSet<>(tx.sql()
                .createQuery("SELECT id FROM " + table)
                .mapTo(UUID.class)
                .list());
        return seeds.stream().filter(seed -> seen.add(id.apply(seed))).toList();
    }

    private static <T> List<T> or(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
