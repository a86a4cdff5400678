package dev.bac.erp.purchase;

import dev.bac.erp.goods.Done;
import dev.bac.erp.goods.Open;
import dev.bac.erp.item.Pack;
import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One position of a purchase order.
 *
 * @param net quantity times price, rounded half up to the currency's decimals
 * @param received how many were accepted
 * @param returned how many of those went back
 * @param billed for how many a bill came
 * @param pack the unit it was ordered in, where not the item's own
 */
public record PurchaseLine(
        int line,
        String sku,
        String item,
        UUID itemId,
        BigDecimal quantity,
        String unit,
        BigDecimal unitPrice,
        BigDecimal net,
        BigDecimal received,
        BigDecimal returned,
        BigDecimal billed,
        @Nullable Pack pack) {

    /** What is still expected of it, after that much was received. */
    public Open open(Done done) {
        return Open.of(line, itemId, sku, new Done(quantity, net), done);
    }
}
