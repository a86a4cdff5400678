package dev.bac.erp.valuation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How much of an item there is and what it is worth, at one place of its history. Values are exact in the smallest unit
 * of the currency: a part is rounded half up, the rest is what is left, and the last unit takes all that is left, so
 * that nothing on hand is worth nothing.
 */
public sealed interface Worth permits AverageWorth, FifoWorth {

    BigDecimal quantity();

    BigDecimal value();

    /** Goods of that value come in by that move. */
    void in(UUID move, BigDecimal quantity, BigDecimal value);

    /**
     * Goods leave.
     *
     * @param of the receipt they came by, if they go back to where they came from
     * @return what they are worth, not below zero
     * @throws Shortage when there are not so many
     */
    BigDecimal out(BigDecimal quantity, @Nullable UUID of);

    /** The share of {@code part} in {@code whole} that is worth {@code value}. */
    static BigDecimal share(BigDecimal value, BigDecimal part, BigDecimal whole, int decimals) {
        return part.compareTo(whole) == 0 ? value : value.multiply(part).divide(whole, decimals, RoundingMode.HALF_UP);
    }

    /** More leaves than there is. */
    final class Shortage extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Shortage(BigDecimal there, BigDecimal wanted) {
            super(
                    "only %s are there, not %s".formatted(there.toPlainString(), wanted.toPlainString()),
                    null,
                    false,
                    false);
        }
    }
}
