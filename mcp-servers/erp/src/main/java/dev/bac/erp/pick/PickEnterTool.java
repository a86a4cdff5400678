package dev.bac.erp.pick;

import dev.bac.erp.item.Item;
import dev.bac.erp.item.ItemStore;
import dev.bac.erp.item.Packed;
import dev.bac.erp.order.OrderStore;
import dev.bac.erp.stock.Locations;
import dev.bac.erp.stock.LotWanted;
import dev.bac.erp.stock.Lots;
import dev.bac.erp.stock.Quantities;
import dev.bac.erp.stock.StockLedger;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code erp_pick_enter}. */
public final class PickEnterTool {
    private static final int LINES = 500;

    private final OrderStore orders;
    private final ItemStore items;
    private final Locations locations;
    private final StockLedger ledger;
    private final PickLists lists;

    PickEnterTool(OrderStore orders, ItemStore items, Locations locations, StockLedger ledger, PickLists lists) {
        this.orders = orders;
        this.items = items;
        this.locations = locations;
        this.ledger = ledger;
        this.lists = lists;
    }

    public record Enter(
            @Arg("The pick list, such as PK-1002") String list,

            @Arg("What was taken, where it is not simply all; a line may be entered again") @Nullable List<Taken> lines,

            @Arg("true when all that is not named was taken as listed") @Nullable Boolean rest,

            @Arg("true to give the list up") @Nullable Boolean cancel) {}

    public record Taken(
            @Arg(value = "SKU, name or id", ref = "item") String item,

            @Arg(value = "How many were taken; 0 when none was there", format = "decimal")
            BigDecimal picked,

            @Arg("Such as carton; the item's own when left out") @Nullable String unit,

            @Arg("Which lot or serial number, of an item kept by it; also one that was taken instead") @Nullable String lot,

            @Arg(value = "For which sales order, where several want the item", ref = "order") @Nullable String order,

            @Arg("Why less, or another lot") @Nullable String reason) {}

    PickShown enter(Caller caller, Tx tx, Enter enter) {
        var list = open(lists.lock(tx, "list", enter.list()));
        if (Boolean.TRUE.equals(enter.cancel())) {
            lists.status(tx, list.id(), PickList.Status.CANCELLED);
            return PickShown.of("", lists.get(tx, list.id()));
        }
        var named = enter.lines() == null ? List.<Taken>of() : enter.lines();
        boolean rest = Boolean.TRUE.equals(enter.rest());
        if (named.size() > LINES || named.isEmpty() && !rest) {
            throw ToolRefusal.invalid("lines", "give 1 to %d of them, or rest when all was taken".formatted(LINES));
        }
        named.forEach(taken -> enter(tx, lists.get(tx, list.id()), taken));
        if (rest) {
            rest(tx, list);
        }
        return PickShown.of("", lists.get(tx, list.id()));
    }

    static PickList open(PickList list) {
        if (list.status() != PickList.Status.OPEN) {
            throw new ToolRefusal(
                    "conflict",
                    "list: %s is %s"
                            .formatted(list.number(), list.status().name().toLowerCase(Locale.ROOT)));
        }
        return list;
    }

    private void enter(Tx tx, PickList list, Taken taken) {
        var item = items.one(tx, "lines.item", taken.item());
        var picked = Packed.of("lines.unit", item, taken.unit())
                .base("lines.picked", item, Quantities.notNegative("lines.picked", taken.picked()));
        var reason = Given.lineOrNull("lines.reason", taken.reason(), 500);
        var mine = mine(tx, list, item, taken);
        var lot = Given.lineOrNull("lines.lot", taken.lot(), 100);
        var its = lot == null
                ? mine
                : mine.stream()
                        .filter(line -> line.lot() != null && line.lot().equalsIgnoreCase(lot))
                        .toList();
        if (its.isEmpty()) {
            instead(tx, list, mine, item, picked, lot, reason);
            return;
        }
        var left = picked;
        for (var line : its) {
            // What was entered of the line before is entered anew.
            var most = line.quantity().signum() == 0
                    ? list.open(line).add(line.picked() == null ? BigDecimal.ZERO : line.picked())
                    : line.quantity();
            var part = left.min(most.max(BigDecimal.ZERO));
            left = left.subtract(part);
            lists.picked(tx, list.id(), line.line(), part, reason);
        }
        refuseMore(tx, list, its.getFirst(), left, picked);
    }

    private List<PickList.Line> mine(Tx tx, PickList list, Item item, Taken taken) {
        var order = taken.order() == null ? null : orders.one(tx, "lines.order", taken.order());
        var mine = list.lines().stream()
                .filter(line -> line.itemId().equals(item.id()))
                .filter(line -> order == null || line.orderId().equals(order.id()))
                .toList();
        if (mine.isEmpty()) {
            throw ToolRefusal.invalid(
                    "lines.item",
                    "%s%s is not on %s"
                            .formatted(item.sku(), order == null ? "" : " for " + order.number(), list.number()));
        }
        return mine;
    }

    /** No more is taken than the list asks for: what is too much would be another order's. */
    private void refuseMore(Tx tx, PickList list, PickList.Line of, BigDecimal left, BigDecimal picked) {
        var now = lists.get(tx, list.id());
        if (left.signum() > 0 || now.open(of).signum() < 0) {
            throw new ToolRefusal(
                    "conflict",
                    "lines.picked: %s of %s are more than %s asks for; put the rest back"
                            .formatted(Quantities.text(picked), of.sku(), list.number()));
        }
    }

    /** A lot that the list does not name: it must be there and good, and stands for what is not taken of the others. */
    private void instead(
            Tx tx,
            PickList list,
            List<PickList.Line> mine,
            Item item,
            BigDecimal picked,
            @Nullable String lot,
            @Nullable String reason) {
        if (mine.stream().map(PickList.Line::orderId).distinct().count() > 1) {
            throw new ToolRefusal(
                    "ambiguous", "lines.order: several orders want %s; say for which it is".formatted(item.sku()));
        }
        if (picked.signum() == 0 || lot == null) {
            throw ToolRefusal.invalid("lines.lot", "%s is not on %s".formatted(lot, list.number()));
        }
        ledger.lockItems(tx, List.of(item.id()));
        var warehouse = locations.get(tx, list.warehouseId());
        var part = Lots.outgoing(
                        tx,
                        new Lots.Leaving(item, warehouse, picked, tx.today(), false),
                        List.of(new LotWanted(lot, picked, null)))
                .getFirst();
        int line = lists.instead(tx, list, mine.getFirst(), part.lot());
        lists.picked(tx, list.id(), line, picked, reason);
        refuseMore(tx, list, mine.getFirst(), BigDecimal.ZERO, picked);
    }

    /** What nobody named was taken as listed, as far as others were not taken instead. */
    private void rest(Tx tx, PickList list) {
        for (var line : list.lines()) {
            var now = lists.get(tx, list.id());
            var same = now.lines().stream()
                    .filter(one -> one.line() == line.line())
                    .findFirst()
                    .orElse(line);
            if (same.picked() == null) {
                var beyond = now.lines().stream()
                        .filter(one -> one.of(line.orderId(), line.orderLine()) && one.picked() == null)
                        .filter(one -> one.line() != line.line())
                        .map(PickList.Line::quantity)
                        .reduce(now.open(line), BigDecimal::subtract);
                lists.picked(
                        tx, list.id(), line.line(), beyond.min(line.quantity()).max(BigDecimal.ZERO), null);
            }
        }
    }

    public Tool<Enter, PickShown> tool() {
        return Tool.write(
                        "erp_pick_enter",
                        "Enter what was picked",
                        "Notes on a pick list what was taken, also less than listed or of another lot, or gives the list up. Moves "
                                + "nothing: that is erp_pick_deliver.",
                        Effect.WRITE,
                        Risk.NONE,
                        Enter.class,
                        PickShown.class,
                        this::enter)
                .example("Pick list PK-1002 is picked completely", new Enter("PK-1002", null, true, null))
                .example(
                        "On PK-1004 we found only 3 of SKU-1009, the rest is picked",
                        new Enter(
                                "PK-1004",
                                List.of(new Taken("SKU-1009", new BigDecimal("3"), null, null, null, null)),
                                true,
                                null))
                .example("Give pick list PK-1003 up", new Enter("PK-1003", null, null, true));
    }
}
