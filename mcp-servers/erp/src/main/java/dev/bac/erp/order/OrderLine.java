package dev.bac.erp.order;

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
 */
public record OrderLine(
        String sku, String item, UUID itemId, BigDecimal quantity, String unit, BigDecimal unitPrice, BigDecimal net) {

    static OrderLine of(Item item, BigDecimal quantity, BigDecimal unitPrice) {
        return new OrderLine(
                item.sku(),
                item.name(),
                item.id(),
                Quantities.plain(quantity),
                item.unit(),
                unitPrice,
                net(quantity, unitPrice, item.listPrice().currency()));
    }

    static BigDecimal net(BigDecimal quantity, BigDecimal unitPrice, String currency) {
        int decimals = Currency.getInstance(currency).getDefaultFractionDigits();
        return quantity.multiply(unitPrice).setScale(decimals, RoundingMode.HALF_UP);
    }
}
