package dev.bac.erp.goods;

import java.math.BigDecimal;

/** What of a line has been done so far: how many, and their share of its amount. */
public record Done(BigDecimal quantity, BigDecimal amount) {
    /** Nothing yet. */
    public static final Done NOTHING = new Done(BigDecimal.ZERO, BigDecimal.ZERO);
}
