package dev.bac.erp.stock;

import java.math.BigDecimal;

/** What there is of one item in one warehouse: on hand, of it reserved, and the rest that can be promised. */
public record Stock(BigDecimal onHand, BigDecimal reserved) {
    static final Stock NONE = new Stock(BigDecimal.ZERO, BigDecimal.ZERO);

    /** What is neither gone nor promised. */
    public BigDecimal available() {
        return onHand.subtract(reserved);
    }
}
