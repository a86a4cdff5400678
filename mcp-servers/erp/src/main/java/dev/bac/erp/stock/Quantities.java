package dev.bac.erp.stock;

import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import java.math.BigDecimal;

/** Quantities of items: at most three decimals, at most 10^9. */
public final class Quantities {
    private static final BigDecimal MOST = new BigDecimal("1000000000");

    private Quantities() {}

    /** A quantity above zero. */
    public static BigDecimal positive(String field, BigDecimal given) {
        var quantity = notNegative(field, given);
        if (quantity.signum() == 0) {
            throw ToolRefusal.invalid(field, "must be above zero");
        }
        return quantity;
    }

    /** A quantity of zero or more. */
    public static BigDecimal notNegative(String field, BigDecimal given) {
        var quantity = Given.number(field, given, 3, MOST);
        if (quantity.signum() < 0) {
            throw ToolRefusal.invalid(field, "must not be below zero");
        }
        return quantity;
    }

    /** Without needless zeros, with thousands: {@code 1,250} or {@code 2.5}. */
    public static String text(BigDecimal quantity) {
        var plain = plain(quantity);
        return ("%,." + plain.scale() + "f").formatted(plain);
    }

    /** Without needless zeros, never {@code 1E+2}. */
    public static BigDecimal plain(BigDecimal quantity) {
        var stripped = quantity.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
