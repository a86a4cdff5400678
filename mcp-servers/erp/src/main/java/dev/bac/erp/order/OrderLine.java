package dev.bac.erp.order;

import dev.bac.erp.goods.Done;
import dev.bac.erp.goods.Open;
import dev.bac.erp.item.Item;
import dev.bac.erp.stock.Quantities;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.UUID;

/**
 * One position of an order.
 *
 * @param unitPrice without tax
 * @param net quantity times price, rounded half up to the currency's decimals
 * @param delivered how many have left
 * @param returned how many of those came back
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
        BigDecimal returned) {

    static OrderLine of(int line, Item item, BigDecimal quantity, BigDecimal unitPrice) {
        return new OrderLine(
                line,
                item.sku(),
                item.name(),
                item.id(),
                Quantities.plain(quantity),
                item.unit(),
                unitPrice,
                net(quantity, unitPrice, item.listPrice().currency()),
                BigDecimal.ZERO,
                BigDecimal.ZERO);
    }

    /** What is still to be delivered of it, after that much has been. */
    Open open(Done done) {
        return Open.of(line, itemId, sku, new Done(quantity, net), done);
    }

    /** What is still to be delivered. */
    BigDecimal left() {
        return quantity.subtract(delivered);
    }

    /** Quantity times price, rounded half up to the decimals of the currency. */
    public static BigDecimal net(BigDecimal quantity, BigDecimal unitPrice, String currency) {
        int decimals = Currency.getInstance(currency).getDefaultFractionDigits();
        return quantity.multiply(unitPrice).setScale(decimals, RoundingMode.HALF_UP);
    }
}
