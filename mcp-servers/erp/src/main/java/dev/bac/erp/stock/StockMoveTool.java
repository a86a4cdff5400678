package dev.bac.erp.stock;

import dev.bac.erp.item.Item;
import dev.bac.erp.item.ItemStore;
import dev.bac.erp.item.Packed;
import dev.bac.erp.valuation.Worth;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code erp_stock_move}. */
public final class StockMoveTool {
    private final ItemStore items;
    private final Locations locations;
    private final StockLedger ledger;
    private final Adjusting adjusting;

    public StockMoveTool(ItemStore items, Locations locations, StockLedger ledger) {
        this.items = items;
        this.locations = locations;
        this.ledger = ledger;
        this.adjusting = new Adjusting(locations, ledger);
    }

    /** What happens to the stock. */
    public enum Action {
        /** Goods come in from a supplier. */
        RECEIVE,
        /** Goods go out to a customer without a sales order. */
        SHIP,
        /** Goods go from one warehouse to another. */
        TRANSFER,
        /** The quantity is what was counted; the difference is booked. */
        ADJUST,
        /** The quantity is broken, lost or used up. */
        WRITE_OFF
    }

    public record Order(
            @Arg(
                    "receive from a supplier, ship to a customer, transfer between warehouses, adjust to the quantity counted, write_off broken or lost goods")
            Action action,

            @Arg(value = "The item: SKU, name or id, such as SKU-1014", ref = "item")
            String item,

            @Arg(value = "How many units; for adjust how many are really there", format = "decimal")
            BigDecimal quantity,

            @Arg(value = "The warehouse, such as Munich; for transfer the one it leaves", ref = "warehouse")
            String warehouse,

            @Arg(value = "For transfer: the warehouse it goes to", ref = "warehouse") @Nullable String toWarehouse,

            @Arg("Why; compulsory for adjust and write_off, such as \"annual count\"") @Nullable String reason,

            @Arg("The day it happened; today when left out, never in the future") @Nullable LocalDate date,

            @Arg(value = "For receive: net cost of one; its usual cost when left out", format = "decimal") @Nullable BigDecimal unitCost) {}

    /** The same of packs, or of goods that are kept by lot or serial number. */
    public record LotOrder(
            @Arg(
                    "receive from a supplier, ship to a customer, transfer between warehouses, adjust to the quantity counted, write_off broken or lost goods")
            Action action,

            @Arg(value = "The item: SKU, name or id, such as SKU-1014", ref = "item")
            String item,

            @Arg(value = "How many units; for adjust how many are really there", format = "decimal")
            BigDecimal quantity,

            @Arg(value = "The warehouse, such as Munich; for transfer the one it leaves", ref = "warehouse")
            String warehouse,

            @Arg(value = "For transfer: the warehouse it goes to", ref = "warehouse") @Nullable String toWarehouse,

            @Arg("Why; compulsory for adjust and write_off, such as \"annual count\"") @Nullable String reason,

            @Arg("The day it happened; today when left out, never in the future") @Nullable LocalDate date,

            @Arg(value = "For receive: net cost of one; its usual cost when left out", format = "decimal") @Nullable BigDecimal unitCost,

            @Arg("What is counted in, such as carton; the item's own when left out") @Nullable String unit,

            @Arg("Which lots or serial numbers; of goods that leave, what expires first when left out") @Nullable List<LotWanted> lots) {}

    public record Moved(String summary, String sku, String item, List<Level> levels) implements Told {}

    /** What there is now in a warehouse the move touched. */
    public record Level(String warehouse, BigDecimal onHand, BigDecimal reserved, BigDecimal available) {}

    private record Way(Move.Kind kind, Location from, Location to) {}

    /** What is said of it, once it is understood. */
    private record Facts(
            LocalDate date,
            @Nullable String reason,
            @Nullable BigDecimal cost) {}

    Moved move(Caller caller, Tx tx, Order order) {
        return moveLots(
                caller,
                tx,
                new LotOrder(
                        order.action(),
                        order.item(),
                        order.quantity(),
                        order.warehouse(),
                        order.toWarehouse(),
                        order.reason(),
                        order.date(),
                        order.unitCost(),
                        null,
                        null));
    }

    Moved moveLots(Caller caller, Tx tx, LotOrder order) {
        var said = order.action() == Action.ADJUST
                ? Quantities.notNegative("quantity", order.quantity())
                : Quantities.positive("quantity", order.quantity());
        var date = Dates.notFuture(tx, "date", order.date());
        var reason = reason(order);
        var item = items.one(tx, "item", order.item());
        var packed = Packed.of("unit", item, order.unit());
        var quantity = packed.base("quantity", item, said);
        var warehouse = locations.warehouse(tx, "warehouse", order.warehouse());
        if (order.action() != Action.TRANSFER && order.toWarehouse() != null) {
            throw ToolRefusal.invalid("toWarehouse", "only a transfer has one");
        }
        var facts = new Facts(date, reason, cost(order, item, said));
        if (order.action() == Action.ADJUST) {
            return adjust(tx, item, warehouse, quantity, order.lots(), facts);
        }
        var way = way(tx, order, warehouse);
        var held = ledger.hold(tx, item.id(), way.from(), way.to());
        if (!way.from().outside()) {
            StockLedger.demand(item, way.from(), held.at(way.from()), quantity);
        }
        return post(tx, item, way, parts(tx, order, item, way, quantity, date), facts, held);
    }

    private static List<LotPart> parts(Tx tx, LotOrder order, Item item, Way way, BigDecimal quantity, LocalDate date) {
        return way.from().outside()
                ? Lots.incoming(tx, item, quantity, order.lots())
                : Lots.outgoing(
                        tx,
                        new Lots.Leaving(item, way.from(), quantity, date, order.action() != Action.SHIP),
                        order.lots());
    }

    /** What all of it costs; the cost is said for one of the unit that the quantity is in. */
    private static @Nullable BigDecimal cost(LotOrder order, Item item, BigDecimal said) {
        if (order.unitCost() == null) {
            return null;
        }
        if (order.action() != Action.RECEIVE) {
            throw ToolRefusal.invalid("unitCost", "only goods received have one");
        }
        return Costs.of("unitCost", order.unitCost(), said, item.cost().currency());
    }

    private Way way(Tx tx, LotOrder order, Location warehouse) {
        return switch (order.action()) {
            case RECEIVE -> new Way(Move.Kind.RECEIVE, locations.outside(tx, Location.Kind.SUPPLIER), warehouse);
            case SHIP -> new Way(Move.Kind.SHIP, warehouse, locations.outside(tx, Location.Kind.CUSTOMER));
            case TRANSFER -> new Way(Move.Kind.TRANSFER, warehouse, target(tx, order, warehouse));
            case ADJUST, WRITE_OFF ->
                new Way(Move.Kind.ADJUST, warehouse, locations.outside(tx, Location.Kind.ADJUSTMENT));
        };
    }

    private Location target(Tx tx, LotOrder order, Location from) {
        if (order.toWarehouse() == null) {
            throw ToolRefusal.invalid("toWarehouse", "is missing; a transfer needs the warehouse it goes to");
        }
        var to = locations.warehouse(tx, "toWarehouse", order.toWarehouse());
        if (to.id().equals(from.id())) {
            throw ToolRefusal.invalid("toWarehouse", "is the warehouse it leaves");
        }
        return to;
    }

    private Moved adjust(
            Tx tx, Item item, Location warehouse, BigDecimal quantity, @Nullable List<LotWanted> lots, Facts facts) {
        ledger.lockItems(tx, List.of(item.id()));
        var lot = Adjusting.lot(tx, item, quantity, lots);
        var id = tx.newId();
        var counted = new Counted(
                id, item.id(), warehouse.id(), lot == null ? null : lot.lot(), facts.date(), quantity, null);
        var why = new Adjusting.Why(String.valueOf(facts.reason()), Booking.of("erp.stock.adjusted", id, List.of()));
        var difference = adjusting.adjust(tx, item, warehouse, counted, why);
        var levels = List.of(level(tx, item, warehouse));
        if (difference.signum() == 0) {
            return new Moved(
                    "Nothing to adjust: %s already has %s %s of %s %s."
                            .formatted(
                                    warehouse.name(), Quantities.text(quantity), item.unit(), item.sku(), item.name()),
                    item.sku(),
                    item.name(),
                    levels);
        }
        var what = MoveSentence.what(item, difference.abs());
        var done = difference.signum() < 0
                ? "Took %s out of %s".formatted(what, warehouse.name())
                : "Added %s to %s".formatted(what, warehouse.name());
        return new Moved(MoveSentence.of(done, levels), item.sku(), item.name(), levels);
    }

    private static String event(Way way) {
        return switch (way.kind()) {
            case RECEIVE -> "erp.stock.received";
            case SHIP -> "erp.stock.delivered";
            case TRANSFER -> "erp.stock.moved";
            case ADJUST -> "erp.stock.adjusted";
            case RETURN, SEND_BACK, CONSUME, PRODUCE ->
                throw new IllegalStateException(way.kind() + " has its own tool");
        };
    }

    private Moved post(Tx tx, Item item, Way way, List<LotPart> parts, Facts done, Held held) {
        var quantity = parts.stream().map(LotPart::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
        var moves = new ArrayList<Move>();
        var left = quantity;
        var cost = done.cost();
        for (var part : parts) {
            // Each lot bears its share of the cost, and the last what is left of it.
            var share = cost == null
                    ? null
                    : Worth.share(
                            cost,
                            part.quantity(),
                            left,
                            Costs.decimals(item.cost().currency()));
            cost = cost == null || share == null ? null : cost.subtract(share);
            left = left.subtract(part.quantity());
            var links = MoveLinks.NONE.because(done.reason()).costing(share).ofLot(part.lot());
            moves.add(new Move(
                    tx.newId(),
                    way.kind(),
                    item.id(),
                    way.from().id(),
                    way.to().id(),
                    part.quantity(),
                    done.date(),
                    links));
        }
        ledger.book(tx, Booking.of(event(way), moves.getFirst().id(), moves), held);
        var levels = Stream.of(way.from(), way.to())
                .filter(place -> !place.outside())
                .map(place -> level(tx, item, place))
                .toList();
        var sentence = MoveSentence.of(MoveSentence.done(item, way.kind(), way.from(), way.to(), parts), levels);
        return new Moved(sentence, item.sku(), item.name(), levels);
    }

    private Level level(Tx tx, Item item, Location place) {
        var now = ledger.look(tx, item.id(), place.id());
        return new Level(
                place.name(),
                Quantities.plain(now.onHand()),
                Quantities.plain(now.reserved()),
                Quantities.plain(now.available()));
    }

    private static @Nullable String reason(LotOrder order) {
        if (order.reason() != null) {
            return Given.text("reason", order.reason(), 500);
        }
        if (order.action() == Action.ADJUST || order.action() == Action.WRITE_OFF) {
            throw ToolRefusal.invalid(
                    "reason",
                    "is missing; %s needs one".formatted(order.action().name().toLowerCase(java.util.Locale.ROOT)));
        }
        return null;
    }

    /** {@code erp_lot_move}. It has no examples: who does not name lots or packs says it to {@code erp_stock_move}. */
    public Tool<LotOrder, Moved> lotTool() {
        return Tool.write(
                "erp_lot_move",
                "Move lots, serial numbers or packs",
                "As erp_stock_move, for goods kept by lot or serial number, and for quantities in packs such as cartons.",
                Effect.WRITE,
                Risk.NONE,
                LotOrder.class,
                Moved.class,
                this::moveLots);
    }

    public Tool<Order, Moved> tool() {
        return Tool.write(
                        "erp_stock_move",
                        "Move stock",
                        "Books goods in, out, from one warehouse to another, or after a count. Goods of a sales order are shipped "
                                + "with erp_order_deliver instead. A booked move is never edited: book the opposite one.",
                        Effect.WRITE,
                        Risk.NONE,
                        Order.class,
                        Moved.class,
                        this::move)
                .example(
                        "We got 200 HDMI cables delivered to Rotterdam",
                        of(Action.RECEIVE, "HDMI cable", "200", "Rotterdam", null, null))
                .example(
                        "Transfer 15 monitors from Munich to Hamburg",
                        of(Action.TRANSFER, "monitor", "15", "Munich", "Hamburg", null))
                .example("Book 40 of SKU-1009 into Munich", of(Action.RECEIVE, "SKU-1009", "40", "Munich", null, null))
                .example("Ship 5 keyboards out of Rotterdam", of(Action.SHIP, "keyboard", "5", "Rotterdam", null, null))
                .example(
                        "The stock count in Munich found 62 of SKU-1021",
                        of(Action.ADJUST, "SKU-1021", "62", "Munich", null, "stock count"))
                .example(
                        "Write off 3 broken docking stations in Hamburg",
                        of(Action.WRITE_OFF, "docking station", "3", "Hamburg", null, "broken"));
    }

    private static Order of(
            Action action, String item, String quantity, String from, @Nullable String to, @Nullable String reason) {
        return new Order(action, item, new BigDecimal(quantity), from, to, reason, null, null);
    }
}
