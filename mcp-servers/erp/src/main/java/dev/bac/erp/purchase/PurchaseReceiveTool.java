package dev.bac.erp.purchase;

import dev.bac.erp.item.ItemStore;
import dev.bac.erp.item.Packed;
import dev.bac.erp.stock.Dates;
import dev.bac.erp.stock.LotWanted;
import dev.bac.erp.stock.Quantities;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code erp_purchase_receive}. */
public final class PurchaseReceiveTool {
    private static final BigDecimal PERCENT = new BigDecimal("100");

    private final PurchaseStore purchases;
    private final Suppliers suppliers;
    private final ItemStore items;
    private final Receipts receipts;

    PurchaseReceiveTool(PurchaseStore purchases, Suppliers suppliers, ItemStore items, Receipts receipts) {
        this.purchases = purchases;
        this.suppliers = suppliers;
        this.items = items;
        this.receipts = receipts;
    }

    public record Receipt(
            @Arg(value = "The purchase order, such as PO-1007", ref = "purchase")
            String order,

            @Arg("What came, item by item; all that is still expected when left out") @Nullable List<ReceivedWanted> lines,

            @Arg("The day it came; today when left out") @Nullable LocalDate date) {
        static Receipt of(String order) {
            return new Receipt(order, null, null);
        }
    }

    PurchaseShown receive(Caller caller, Tx tx, Receipt receipt) {
        var date = Dates.notFuture(tx, "date", receipt.date());
        var order = purchases.lock(tx, "order", receipt.order());
        if (!order.status().expected()) {
            throw new ToolRefusal(
                    "conflict",
                    "order: %s is %s; nothing of it is expected"
                            .formatted(order.number(), order.status().name().toLowerCase(Locale.ROOT)));
        }
        if (order.customerOrder() != null) {
            throw new ToolRefusal(
                    "conflict",
                    "order: the supplier ships %s straight to the customer of %s; say with erp_drop_deliver that it has left"
                            .formatted(order.number(), order.customerOrder()));
        }
        if (date.isBefore(order.ordered())) {
            throw ToolRefusal.invalid("date", "%s is before the order's own date %s".formatted(date, order.ordered()));
        }
        var taken = taken(tx, order, receipt.lines());
        var note = receipts.receive(tx, order, taken, lots(tx, receipt.lines()), date);
        purchases.settle(tx, order);
        return PurchaseShown.of(
                "Receipt %s. ".formatted(note.number()),
                purchases.lockById(tx, order.id()),
                purchases.lines(tx, order.id()));
    }

    private List<Receipts.Taken> taken(Tx tx, PurchaseOrder order, @Nullable List<ReceivedWanted> wanted) {
        var lines = purchases.lines(tx, order.id());
        var open = receipts.open(tx, order, lines);
        var taken = new ArrayList<Receipts.Taken>();
        if (wanted == null || wanted.isEmpty()) {
            for (int i = 0; i < lines.size(); i++) {
                if (open.get(i).quantity().signum() > 0) {
                    taken.add(new Receipts.Taken(
                            lines.get(i), open.get(i), open.get(i).quantity(), BigDecimal.ZERO));
                }
            }
            return taken;
        }
        var tolerance = suppliers.get(tx, order.supplierId()).tolerance();
        var seen = new HashSet<UUID>();
        for (var wish : wanted) {
            var item = items.one(tx, "lines.item", wish.item());
            var packed = Packed.of("lines.unit", item, wish.unit());
            var accepted =
                    packed.base("lines.accepted", item, Quantities.notNegative("lines.accepted", wish.accepted()));
            var rejected = wish.rejected() == null
                    ? BigDecimal.ZERO
                    : packed.base("lines.rejected", item, Quantities.notNegative("lines.rejected", wish.rejected()));
            if (accepted.add(rejected).signum() == 0 || !seen.add(item.id())) {
                throw ToolRefusal.invalid("lines", "wants for each item once what came of it, above zero");
            }
            taken.addAll(spread(item.id(), item.sku(), lines, open, accepted, rejected, tolerance));
        }
        return taken;
    }

    private Map<UUID, List<LotWanted>> lots(Tx tx, @Nullable List<ReceivedWanted> wanted) {
        var lots = new HashMap<UUID, List<LotWanted>>();
        for (var one : wanted == null ? List.<ReceivedWanted>of() : wanted) {
            if (one.lots() != null) {
                lots.put(items.one(tx, "lines.item", one.item()).id(), one.lots());
            }
        }
        return lots;
    }

    /** Over the lines of an item in their order; what the tolerance allows beyond them goes on the last. */
    private static List<Receipts.Taken> spread(
            UUID item,
            String sku,
            List<PurchaseLine> lines,
            List<dev.bac.erp.goods.Open> open,
            BigDecimal accepted,
            BigDecimal rejected,
            BigDecimal tolerance) {
        var taken = new ArrayList<Receipts.Taken>();
        var mine = lines.stream().filter(line -> line.itemId().equals(item)).toList();
        if (mine.isEmpty()) {
            throw ToolRefusal.invalid("lines.item", "%s is not in this order".formatted(sku));
        }
        var left = accepted;
        var refused = rejected;
        for (var line : mine) {
            boolean last = line.line() == mine.getLast().line();
            var there = open.get(line.line() - 1);
            var beyond = last
                    ? line.quantity().multiply(tolerance).divide(PERCENT, 3, java.math.RoundingMode.DOWN)
                    : BigDecimal.ZERO;
            var now = left.min(there.quantity().add(beyond)).max(BigDecimal.ZERO);
            left = left.subtract(now);
            if (now.add(refused).signum() > 0) {
                taken.add(new Receipts.Taken(line, there, now, refused));
                refused = BigDecimal.ZERO;
            }
        }
        if (left.signum() > 0) {
            throw new ToolRefusal(
                    "conflict",
                    "lines.accepted: only %s of %s are still expected, with the supplier's tolerance of %s %%; write another order for the rest"
                            .formatted(Quantities.text(accepted.subtract(left)), sku, tolerance.toPlainString()));
        }
        return taken;
    }

    public Tool<Receipt, PurchaseShown> tool() {
        return Tool.write(
                        "erp_purchase_receive",
                        "Receive ordered goods",
                        "Books goods of a purchase order into stock, all of them or a part, accepted or rejected. Without an order it is "
                                + "erp_stock_move.",
                        Effect.WRITE,
                        Risk.NONE,
                        Receipt.class,
                        PurchaseShown.class,
                        this::receive)
                .example("PO-1012 has arrived", Receipt.of("PO-1012"))
                .example("Receive the goods of purchase order PO-1033", Receipt.of("PO-1033"))
                .example(
                        "Of PO-1016 came 40 of SKU-1003, 2 of them broken",
                        new Receipt(
                                "PO-1016",
                                List.of(new ReceivedWanted(
                                        "SKU-1003", new BigDecimal("38"), new BigDecimal("2"), null, null)),
                                null));
    }
}
