package dev.bac.erp.purchase;

import dev.bac.erp.item.Item;
import dev.bac.erp.item.ItemStore;
import dev.bac.erp.item.Packed;
import dev.bac.erp.stock.Costs;
import dev.bac.erp.stock.Dates;
import dev.bac.erp.stock.Location;
import dev.bac.erp.stock.Locations;
import dev.bac.erp.stock.Quantities;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code erp_purchase_create}. */
public final class PurchaseCreateTool {
    private static final int LINES = 200;

    private final Suppliers suppliers;
    private final ItemStore items;
    private final Locations locations;
    private final PurchaseStore purchases;

    public PurchaseCreateTool(Suppliers suppliers, ItemStore items, Locations locations, PurchaseStore purchases) {
        this.suppliers = suppliers;
        this.items = items;
        this.locations = locations;
        this.purchases = purchases;
    }

    public record Wish(
            @Arg(value = "The supplier's name", ref = "supplier")
            String supplier,

            @Arg(value = "SKU, name or id; or give lines", ref = "item") @Nullable String item,

            @Arg(value = "How many units", format = "decimal") @Nullable BigDecimal quantity,

            @Arg(value = "Net price of one; its usual cost when left out", format = "decimal") @Nullable BigDecimal unitPrice,

            @Arg("Several items instead of one") @Nullable List<Line> lines,

            @Arg(value = "Where it comes to; the first by name when left out", ref = "warehouse") @Nullable String warehouse,

            @Arg("true to only ask for it within the company") @Nullable Boolean request,

            @Arg("The day of the order; today when left out") @Nullable LocalDate date,

            @Arg("By the supplier's lead time when left out") @Nullable LocalDate expected,

            @Arg("What item and quantity are in, such as carton; the item's own when left out") @Nullable String unit) {}

    public record Line(
            @Arg(value = "SKU, name or id", ref = "item") String item,

            @Arg(value = "How many units", format = "decimal")
            BigDecimal quantity,

            @Arg(value = "Net price of one; its usual cost when left out", format = "decimal") @Nullable BigDecimal unitPrice,

            @Arg("Such as carton; the item's own when left out") @Nullable String unit) {}

    PurchaseShown create(Caller caller, Tx tx, Wish wish) {
        var supplier = suppliers.one(tx, "supplier", wish.supplier());
        var ordered = Dates.notFuture(tx, "date", wish.date());
        var expected = wish.expected() == null
                ? ordered.plusDays(supplier.leadDays())
                : Given.date("expected", wish.expected());
        if (expected.isBefore(ordered)) {
            throw ToolRefusal.invalid("expected", "%s is before the order on %s".formatted(expected, ordered));
        }
        var currencies = new ArrayList<String>();
        var positions = wished(wish).stream()
                .map(line -> position(tx, line, currencies))
                .toList();
        if (currencies.stream().distinct().count() > 1) {
            throw ToolRefusal.invalid("lines", "are in several currencies; write one order for each");
        }
        var warehouse = wish.warehouse() == null ? first(tx) : locations.warehouse(tx, "warehouse", wish.warehouse());
        var status = Boolean.TRUE.equals(wish.request()) ? PurchaseStatus.REQUESTED : PurchaseStatus.ORDERED;
        var order = purchases.add(
                tx,
                new PurchaseStore.Draft(
                        supplier.id(),
                        warehouse.id(),
                        currencies.getFirst(),
                        ordered,
                        expected,
                        status,
                        positions,
                        null));
        return PurchaseShown.of("", order, purchases.lines(tx, order.id()));
    }

    private PurchaseStore.Position position(Tx tx, Line line, List<String> currencies) {
        Item item = items.one(tx, "item", line.item());
        currencies.add(item.cost().currency());
        var said = Quantities.positive("quantity", line.quantity());
        var packed = Packed.of("unit", item, line.unit());
        var price = line.unitPrice() == null
                ? item.cost().amount().multiply(packed.holds())
                : Costs.unit("unitPrice", line.unitPrice());
        return new PurchaseStore.Position(
                item.id(),
                packed.base("quantity", item, said),
                packed.each(price, Costs.PRICE_DECIMALS),
                said,
                price,
                packed,
                null);
    }

    private static List<Line> wished(Wish wish) {
        boolean several = wish.lines() != null && !wish.lines().isEmpty();
        if (several
                && Stream.of(wish.item(), wish.quantity(), wish.unitPrice(), wish.unit())
                        .anyMatch(Objects::nonNull)) {
            throw ToolRefusal.invalid(
                    "lines", "give either item, quantity, unitPrice and unit, or lines with their own, not both");
        }
        if (several && wish.lines() != null) {
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
        return List.of(new Line(wish.item(), wish.quantity(), wish.unitPrice(), wish.unit()));
    }

    private Location first(Tx tx) {
        return locations.warehouses(tx).stream()
                .findFirst()
                .orElseThrow(() -> ToolRefusal.notFound("warehouse", "warehouse", "any", "This company has none yet."));
    }

    public Tool<Wish, PurchaseShown> tool() {
        return Tool.write(
                        "erp_purchase_create",
                        "Create a purchase order",
                        "Orders goods from a supplier, or only asks for them within the company. It neither receives nor pays.",
                        Effect.WRITE,
                        Risk.NONE,
                        Wish.class,
                        PurchaseShown.class,
                        this::create)
                .example("Buy 200 HDMI cables from Lumina GmbH", of("Lumina GmbH", "HDMI cable", "200", null))
                .example(
                        "Purchase order to Kabelwerk Nord: 50 of SKU-1012",
                        of("Kabelwerk Nord", "SKU-1012", "50", null))
                .example(
                        "Request the purchase of 30 keyboards from Exotic Liquids",
                        of("Exotic Liquids", "keyboard", "30", true));
    }

    private static Wish of(String supplier, String item, String quantity, @Nullable Boolean request) {
        return new Wish(supplier, item, new BigDecimal(quantity), null, null, null, request, null, null, null);
    }
}
