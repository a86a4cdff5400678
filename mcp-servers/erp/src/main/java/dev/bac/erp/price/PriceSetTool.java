package dev.bac.erp.price;

import dev.bac.erp.item.ItemStore;
import dev.bac.erp.stock.Quantities;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Money;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.mcp.argument.NamedRecord;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** {@code erp_price_set}. */
public final class PriceSetTool {
    private static final NamedRecord CUSTOMER = new NamedRecord("customer", "customer", "NULL::text", "name", "true");

    private final ItemStore items;
    private final Prices prices;

    public PriceSetTool(ItemStore items, Prices prices) {
        this.items = items;
        this.prices = prices;
    }

    public record Agreed(
            @Arg(value = "SKU, name or id", ref = "item") String item,

            @Arg(value = "Net price of one", format = "decimal")
            BigDecimal unitPrice,

            @Arg(value = "Only for this customer", ref = "account") @Nullable String customer,

            @Arg(value = "From this quantity on; 0.001 when left out", format = "decimal") @Nullable BigDecimal fromQuantity,

            @Arg("First day; today when left out") @Nullable LocalDate from,

            @Arg("Last day; without end when left out") @Nullable LocalDate to) {}

    public record PriceSet(String summary, Money unitPrice) implements Told {}

    PriceSet set(Caller caller, Tx tx, Agreed agreed) {
        var item = items.one(tx, "item", agreed.item());
        var currency = item.listPrice().currency();
        var price = Given.amountOrZero("unitPrice", agreed.unitPrice(), currency);
        var from = agreed.from() == null ? tx.today() : Given.date("from", agreed.from());
        var to = agreed.to() == null ? null : Given.date("to", agreed.to());
        if (to != null && to.isBefore(from)) {
            throw ToolRefusal.invalid("to", "%s is before %s".formatted(to, from));
        }
        var quantity = agreed.fromQuantity() == null
                ? new BigDecimal("0.001")
                : Quantities.positive("fromQuantity", agreed.fromQuantity());
        var customer = agreed.customer() == null ? null : CUSTOMER.one(tx, "customer", agreed.customer());
        prices.set(tx, new Prices.Price(item.id(), customer, quantity, from, to, price));
        return new PriceSet(
                "%s %s costs %s %s%s, from %s%s."
                        .formatted(
                                item.sku(),
                                item.name(),
                                agreed.customer() == null
                                        ? "everybody"
                                        : agreed.customer().strip(),
                                Money.of(price, currency),
                                agreed.fromQuantity() == null ? "" : " from %s on".formatted(Quantities.text(quantity)),
                                from,
                                to == null ? "" : " to " + to),
                Money.of(price, currency));
    }

    public Tool<Agreed, PriceSet> tool() {
        return Tool.write(
                        "erp_price_set",
                        "Agree a price",
                        "Sets the price of an item for a time, a customer or from a quantity on; orders and quotations take the one that "
                                + "fits best.",
                        Effect.WRITE,
                        Risk.NONE,
                        Agreed.class,
                        PriceSet.class,
                        this::set)
                .example(
                        "Globex pays 6.20 for SKU-1009 from 100 pieces on",
                        new Agreed("SKU-1009", new BigDecimal("6.20"), "Globex", new BigDecimal("100"), null, null))
                .example(
                        "Special price of 99 euros for SKU-1003 until 31 May 2026",
                        new Agreed("SKU-1003", new BigDecimal("99"), null, null, null, LocalDate.of(2026, 5, 31)));
    }
}
