package dev.bac.erp.valuation;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Moving average: one quantity and one value. */
public final class AverageWorth implements Worth {
    private final int decimals;
    private BigDecimal quantity;
    private BigDecimal value;

    public AverageWorth(BigDecimal quantity, BigDecimal value, int decimals) {
        this.quantity = quantity;
        this.value = value;
        this.decimals = decimals;
    }

    @Override
    public BigDecimal quantity() {
        return quantity;
    }

    @Override
    public BigDecimal value() {
        return value;
    }

    @Override
    public void in(UUID move, BigDecimal more, BigDecimal worth) {
        quantity = quantity.add(more);
        value = value.add(worth);
    }

    @Override
    public BigDecimal out(BigDecimal less, @Nullable UUID of) {
        if (less.compareTo(quantity) > 0) {
            throw new Shortage(quantity, less);
        }
        var worth = Worth.share(value, less, quantity, decimals);
        quantity = quantity.subtract(less);
        value = value.subtract(worth);
        return worth;
    }
}
