package dev.bac.erp.order;

import dev.bac.erp.item.Item;
import dev.bac.erp.item.ItemStore;
import dev.bac.erp.stock.Location;
import dev.bac.erp.stock.Locations;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code erp_order_create}. */
public final class OrderCreateTool {
    private static final int LINES = 200;

    private final Customers customers;
    private final ItemStore items;
    private final Locations locations;
    private final StockLedger ledger;
    private final OrderStore orders;
    private final Fulfilment fulfilment;

    public OrderCreateTool(
            Customers customers,
            ItemStore items,
            Locations locations,
            StockLedger ledger,
            OrderStore orders,
            Fulfilment fulfilment) {
        this.customers = customers;
        this.items = items;
        this.locations = locations;
        this.ledger = ledger;
        this.orders = orders;
        this.fulfilment = fulfilment;
    }

    public record Wish(
            @Arg(value = "Who orders: the customer's name or id, such as Initech", ref = "account")
            String customer,

            @Arg(value = "The item: SKU, name or id. Give either item and quantity, or lines", ref = "item") @Nullable String item,

            @Arg(value = "How many units", format = "decimal") @Nullable BigDecimal quantity,

            @Arg(
                    value = "Price of one unit without tax, in the item's currency; its list price when left out",
                    format = "decimal")
            @Nullable BigDecimal unitPrice,

            @Arg("Several items instead of one, at most 200") @Nullable List<Line> lines,

            @Arg(value = "The warehouse it ships from; when left out, the first that has everything", ref = "warehouse")
            @Nullable String warehouse,

            @Arg("true to write it down without reserving the goods; false when left out") @Nullable Boolean draft) {}

    public record Line(
            @Arg(value = "The item: SKU, name or id", ref = "item")
            String item,

            @Arg(value = "How many units", format = "decimal")
            BigDecimal quantity,

            @Arg(value = "Price of one unit without tax; its list price when left out", format = "decimal") @Nullable BigDecimal unitPrice) {}

    OrderShown create(Caller caller, Tx tx, Wish wish) {
        var lines = new ArrayList<OrderLine>();
        wished(wish).forEach(line -> lines.add(line(tx, lines.size() + 1, line)));
        var currency = currency(tx, lines);
        var customer = customers.one(tx, "customer", wish.customer());
        boolean draft = Boolean.TRUE.equals(wish.draft());
        var warehouse = wish.warehouse() == null
                ? warehouse(tx, lines, draft)
                : locations.warehouse(tx, "warehouse", wish.warehouse());
        var order = new OrderStore.Draft(
                tx.newId(),
                customer.id(),
                customer.name(),
                warehouse.id(),
                currency,
                tx.today(),
                OrderStatus.DRAFT,
                null,
                lines.stream()
                        .map(line -> new OrderStore.Position(line.itemId(), line.quantity(), line.unitPrice()))
                        .toList());
        orders.add(tx, List.of(order));
        if (!draft) {
            fulfilment.reserve(tx, orders.get(tx, order.id()), lines);
        }
        return OrderShown.of(orders.get(tx, order.id()), lines);
    }

    private static List<Line> wished(Wish wish) {
        if (wish.lines() != null && !wish.lines().isEmpty()) {
            if (wish.item() != null || wish.quantity() != null || wish.unitPrice() != null) {
                throw ToolRefusal.invalid("lines", "give either item and quantity, or lines, not both");
            }
            if (wish.lines().size() > LINES) {
                throw ToolRefusal.invalid(
                        "lines",
                        "has %d lines, at most %d".formatted(wish.lines().size(), LINES));
            }
            return wish.lines();
        }
        if (wish.item() == null || wish.quantity() == null) {
            throw ToolRefusal.invalid(
                    wish.item() == null ? "item" : "quantity", "is missing; give item and quantity, or lines");
        }
        return List.of(new Line(wish.item(), wish.quantity(), wish.unitPrice()));
    }

    private OrderLine line(Tx tx, int number, Line line) {
        var quantity = Quantities.positive("quantity", line.quantity());
        Item item = items.one(tx, "item", line.item());
        var price = line.unitPrice() == null
                ? item.listPrice().amount()
                : Given.amount("unitPrice", line.unitPrice(), item.listPrice().currency());
        return OrderLine.of(number, item, quantity, price);
    }

    private String currency(Tx tx, List<OrderLine> lines) {
        var currencies = lines.stream()
                .map(line -> items.one(tx, "item", line.itemId().toString())
                        .listPrice()
                        .currency())
                .distinct()
                .toList();
        if (currencies.size() > 1) {
            throw ToolRefusal.invalid(
                    "lines",
                    "are priced in %s; write one order for each currency".formatted(String.join(" and ", currencies)));
        }
        return currencies.getFirst();
    }

    /** The first warehouse by name that has all of it; else, the first. */
    private Location warehouse(Tx tx, List<OrderLine> lines, boolean draft) {
        var all = locations.warehouses(tx);
        if (all.isEmpty()) {
            throw ToolRefusal.notFound("warehouse", "warehouse", "any", "This company has none yet.");
        }
        var needs = new HashMap<UUID, BigDecimal>();
        lines.forEach(line -> needs.merge(line.itemId(), line.quantity(), BigDecimal::add));
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

    public Tool<Wish, OrderShown> tool() {
        return Tool.write(
                        "erp_order_create",
                        "Create a sales order",
                        "Writes a sales order of a customer and reserves the goods, or only notes it as a draft. It is refused when "
                                + "the goods are not there. It neither ships nor invoices.",
                        Effect.WRITE,
                        Risk.NONE,
                        Wish.class,
                        OrderShown.class,
                        this::create)
                .example("Globex wants 20 HDMI cables", of("Globex", "HDMI cable", "20", null))
                .example("Create an order for Hooli: 5 monitors", of("Hooli", "monitor", "5", null))
                .example("Soylent orders 12 of SKU-1015 from Munich", of("Soylent", "SKU-1015", "12", "Munich"))
                .example(
                        "Enter a sales order over 100 network cables for Initech",
                        of("Initech", "network cable", "100", null))
                .example(
                        "Draft an order of 3 docking stations for Umbrella",
                        new Wish("Umbrella", "docking station", new BigDecimal("3"), null, null, null, true));
    }

    private static Wish of(String customer, String item, String quantity, @Nullable String warehouse) {
        return new Wish(customer, item, new BigDecimal(quantity), null, null, warehouse, null);
    }
}
