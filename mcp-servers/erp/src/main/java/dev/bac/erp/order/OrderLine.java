package dev.bac.erp.order;

import dev.bac.erp.goods.Done;
import dev.bac.erp.goods.Open;
import dev.bac.erp.item.Item;
import dev.bac.erp.item.Pack;
import dev.bac.erp.item.Packed;
import dev.bac.erp.stock.Quantities;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One position of an order.
 *
 * @param unitPrice without tax
 * @param net quantity times price, rounded half up to the currency's decimals
 * @param delivered how many have left
 * @param returned how many of those came back
 * @param pack the unit it was agreed in, where not the item's own; the net is what the price of that comes to
 * @param shippedBy the supplier who ships it straight to the customer; null when it leaves our warehouse
 */
public record OrderLine(
        int line,
        String sku,
        String item,
        UUID itemId,
        BigDecimal quantity,
        String unit,
        BigDecimal unitPrice,
        BigDecimal net,
        BigDecimal delivered,
        BigDecimal returned,
        @Nullable Pack pack,
        @Nullable String shippedBy) {
    private static final int PRICE_DECIMALS = 4;

    /** @param price of one of the unit it is agreed in */
    static OrderLine of(
            int line, Item item, BigDecimal said, Packed packed, BigDecimal price, @Nullable String shippedBy) {
        var currency = item.listPrice().currency();
        return new OrderLine(
                line,
                item.sku(),
                item.name(),
                item.id(),
                Quantities.plain(packed.base("quantity", item, said)),
                item.unit(),
                packed.each(price, PRICE_DECIMALS),
                net(said, price, currency),
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                packed.unit() == null ? null : new Pack(packed.unit(), packed.holds()),
                shippedBy);
    }

    /** What is still to be delivered of it, after that much has been. */
    public Open open(Done done) {
        return Open.of(line, itemId, sku, new Done(quantity, net), done);
    }

    /** How much of it, as it was agreed. */
    String said() {
        var packed = pack == null ? null : new Packed(pack.unit(), pack.holds()).said(quantity);
        var own = "%s %s".formatted(Quantities.text(quantity), unit);
        return packed == null ? own : "%s (%s)".formatted(packed, own);
    }

    /** What is still to be delivered. */
    BigDecimal left() {
        return quantity.subtract(delivered);
    }

    /** What of our own stock is still to be delivered of it. */
    BigDecimal reserved() {
        return shippedBy == null ? left() : BigDecimal.ZERO;
    }

    /** Quantity times price, rounded half up to the decimals of the currency. */
    public static BigDecimal net(BigDecimal quantity, BigDecimal unitPrice, String currency) {
        int decimals = Currency.getInstance(currency).getDefaultFractionDigits();
        return quantity.multiply(unitPrice).setScale(decimals, RoundingMode.HALF_UP);
    }
}
