package dev.bac.erp.order;

import dev.bac.erp.item.Item;
import dev.bac.erp.item.ItemStore;
import dev.bac.erp.item.Packed;
import dev.bac.erp.price.Prices;
import dev.bac.erp.purchase.Suppliers;
import dev.bac.erp.stock.Quantities;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Turns what a customer wants into lines with prices. */
public final class OrderLines {
    private static final int LINES = 200;
    private static final BigDecimal PERCENT = new BigDecimal("100");

    private final ItemStore items;
    private final Prices prices;
    private final Suppliers suppliers;

    public OrderLines(ItemStore items, Prices prices, Suppliers suppliers) {
        this.items = items;
        this.prices = prices;
        this.suppliers = suppliers;
    }

    /**
     * What is wanted of an item.
     *
     * @param unitPrice what was agreed, or the list price, when null
     * @param discount in percent of the price
     * @param unit of the quantity and the price; the item's own when null
     * @param shippedBy the supplier who ships it straight to the customer; our warehouse when null
     */
    public record Wanted(
            String item,
            BigDecimal quantity,
            @Nullable BigDecimal unitPrice,
            @Nullable BigDecimal discount,
            @Nullable String unit,
            @Nullable String shippedBy) {}

    /** The lines for a customer, at the prices of a day. */
    public List<OrderLine> of(Tx tx, List<Wanted> wanted, UUID customer, LocalDate day) {
        if (wanted.size() > LINES) {
            throw ToolRefusal.invalid("lines", "has %d lines, at most %d".formatted(wanted.size(), LINES));
        }
        var lines = new ArrayList<OrderLine>();
        for (var one : wanted) {
            var quantity = Quantities.positive("quantity", one.quantity());
            Item item = items.one(tx, "item", one.item());
            var packed = Packed.of("unit", item, one.unit());
            var base = packed.base("quantity", item, quantity);
            var price = one.unitPrice() == null
                    ? Quantities.plain(prices.of(tx, item, customer, base, day).multiply(packed.holds()))
                    : Given.amount(
                            "unitPrice", one.unitPrice(), item.listPrice().currency());
            var shippedBy = one.shippedBy() == null
                    ? null
                    : suppliers.one(tx, "lines.shippedBy", one.shippedBy()).name();
            lines.add(OrderLine.of(
                    lines.size() + 1, item, quantity, packed, discounted(price, one.discount()), shippedBy));
        }
        return lines;
    }

    private static BigDecimal discounted(BigDecimal price, @Nullable BigDecimal discount) {
        if (discount == null) {
            return price;
        }
        var percent = Given.number("discount", discount, 2, PERCENT);
        if (percent.signum() < 0) {
            throw ToolRefusal.invalid("discount", "must not be below zero");
        }
        return price.multiply(PERCENT.subtract(percent)).divide(PERCENT, 4, RoundingMode.HALF_UP);
    }

    /** The one currency of all lines. */
    public String currency(Tx tx, List<OrderLine> lines) {
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
}
