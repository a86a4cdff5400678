package dev.bac.erp.drop;

import dev.bac.erp.item.Item;
import dev.bac.erp.item.ItemStore;
import dev.bac.erp.item.Packed;
import dev.bac.erp.order.OrderLine;
import dev.bac.erp.order.OrderStatus;
import dev.bac.erp.order.OrderStore;
import dev.bac.erp.order.SalesOrder;
import dev.bac.erp.purchase.PurchaseOrder;
import dev.bac.erp.purchase.PurchaseStatus;
import dev.bac.erp.purchase.PurchaseStore;
import dev.bac.erp.purchase.Suppliers;
import dev.bac.erp.stock.Costs;
import dev.bac.erp.stock.Quantities;
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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code erp_drop_order}. */
public final class DropOrderTool {
    private static final int PRICES = 200;

    private final ItemStore items;
    private final OrderStore orders;
    private final PurchaseStore purchases;
    private final Suppliers suppliers;

    DropOrderTool(ItemStore items, OrderStore orders, PurchaseStore purchases, Suppliers suppliers) {
        this.items = items;
        this.orders = orders;
        this.purchases = purchases;
        this.suppliers = suppliers;
    }

    public record Wish(
            @Arg(value = "The sales order whose goods suppliers ship", ref = "order")
            String order,

            @Arg("What was agreed with the supplier; the items' usual cost when left out") @Nullable List<Price> prices,

            @Arg("When it shall be with the customer; by the supplier's lead time when left out") @Nullable LocalDate expected) {}

    public record Price(
            @Arg(value = "SKU, name or id", ref = "item") String item,

            @Arg(value = "Net price of one, to the supplier", format = "decimal")
            BigDecimal unitPrice) {}

    public record Ordered(String summary, List<PurchaseOrder> purchases) implements Told {}

    Ordered order(Caller caller, Tx tx, Wish wish) {
        var order = orders.lock(tx, "order", wish.order());
        if (!order.status().open()) {
            throw new ToolRefusal(
                    "conflict",
                    order.status() == OrderStatus.DRAFT
                            ? "order: %s is a draft; confirm it first".formatted(order.number())
                            : "order: nothing of %s is to be delivered any more".formatted(order.number()));
        }
        var prices = prices(tx, wish.prices());
        var bySupplier = new LinkedHashMap<String, List<PurchaseStore.Position>>();
        var currencies = new ArrayList<String>();
        var known = ordered(tx, order.id());
        for (var line : orders.lines(tx, order.id())) {
            var left = line.quantity().subtract(known.getOrDefault(line.line(), BigDecimal.ZERO));
            if (line.shippedBy() != null && left.signum() > 0) {
                var item = items.get(tx, line.itemId());
                currencies.add(item.cost().currency());
                bySupplier
                        .computeIfAbsent(line.shippedBy(), _ -> new ArrayList<>())
                        .add(position(line, item, left, prices));
            }
        }
        if (bySupplier.isEmpty()) {
            throw new ToolRefusal(
                    "conflict",
                    "order: no line of %s is shipped by a supplier and not ordered yet; name one by shippedBy when you create the order"
                            .formatted(order.number()));
        }
        if (currencies.stream().distinct().count() > 1) {
            throw ToolRefusal.invalid("order", "its items are bought in several currencies; write one order for each");
        }
        var written = bySupplier.entrySet().stream()
                .map(one -> add(tx, order, one.getKey(), one.getValue(), currencies.getFirst(), wish.expected()))
                .toList();
        return new Ordered(
                "%s: %s straight to %s."
                        .formatted(
                                order.number(),
                                written.stream()
                                        .map(one -> "%s to %s over %s is to be shipped"
                                                .formatted(one.number(), one.supplier(), one.total()))
                                        .collect(Collectors.joining(", ")),
                                order.customer()),
                written);
    }

    private PurchaseOrder add(
            Tx tx,
            SalesOrder order,
            String name,
            List<PurchaseStore.Position> positions,
            String currency,
            @Nullable LocalDate wanted) {
        var supplier = suppliers.one(tx, "order", name);
        var expected = wanted == null ? tx.today().plusDays(supplier.leadDays()) : Given.date("expected", wanted);
        if (expected.isBefore(tx.today())) {
            throw ToolRefusal.invalid("expected", "%s is past; today is %s".formatted(expected, tx.today()));
        }
        return purchases.add(
                tx,
                new PurchaseStore.Draft(
                        supplier.id(),
                        order.warehouseId(),
                        currency,
                        tx.today(),
                        expected,
                        PurchaseStatus.ORDERED,
                        positions,
                        order.id()));
    }

    private static PurchaseStore.Position position(
            OrderLine line, Item item, BigDecimal quantity, Map<UUID, BigDecimal> prices) {
        var price =
                Objects.requireNonNullElse(prices.get(item.id()), item.cost().amount());
        return new PurchaseStore.Position(item.id(), quantity, price, quantity, price, Packed.NOT, line.line());
    }

    private Map<UUID, BigDecimal> prices(Tx tx, @Nullable List<Price> given) {
        var prices = new HashMap<UUID, BigDecimal>();
        if (given != null && given.size() > PRICES) {
            throw ToolRefusal.invalid("prices", "has %d, at most %d".formatted(given.size(), PRICES));
        }
        for (var one : given == null ? List.<Price>of() : given) {
            prices.put(items.one(tx, "prices.item", one.item()).id(), Costs.unit("prices.unitPrice", one.unitPrice()));
        }
        return prices;
    }

    /** How much of each line suppliers have been asked to ship, less what they will not. */
    private static Map<Integer, BigDecimal> ordered(Tx tx, UUID order) {
        var ordered = new HashMap<Integer, BigDecimal>();
        tx.sql()
                .createQuery("""
                        SELECT n.sales_line, sum(CASE WHEN o.status = 'CLOSED' THEN coalesce(d.received, 0) ELSE n.quantity END) AS quantity
                          FROM purchase_order o JOIN purchase_line n ON n.order_id = o.id
                          LEFT JOIN (SELECT g.order_id, l.order_line, sum(l.quantity) AS received
                                       FROM goods_line l JOIN goods_note g ON g.id = l.note_id AND g.kind = 'RECEIPT'
                                      WHERE NOT EXISTS (SELECT 1 FROM goods_void v WHERE v.note_id = g.id)
                                      GROUP BY g.order_id, l.order_line) d ON d.order_id = o.id AND d.order_line = n.line
                         WHERE o.sales_order_id = :order AND o.status <> 'CANCELLED' GROUP BY n.sales_line
                        """)
                .bind("order", order)
                .map((row, _) ->
                        ordered.put(row.getInt("sales_line"), Quantities.plain(row.getBigDecimal("quantity"))) == null)
                .list();
        return ordered;
    }

    public Tool<Wish, Ordered> tool() {
        return Tool.write(
                        "erp_drop_order",
                        "Order a drop shipment",
                        "Orders from the suppliers what they ship straight to the customer of a sales order, one purchase order for "
                                + "each. Lines are such when the order was created with shippedBy.",
                        Effect.WRITE,
                        Risk.NONE,
                        Wish.class,
                        Ordered.class,
                        this::order)
                .example("Order the drop shipment of SO-1072 from the supplier", new Wish("SO-1072", null, null))
                .example(
                        "Have the supplier ship SO-1075 straight to the customer, SKU-1009 at 41.50",
                        new Wish("SO-1075", List.of(new Price("SKU-1009", new BigDecimal("41.50"))), null));
    }
}
