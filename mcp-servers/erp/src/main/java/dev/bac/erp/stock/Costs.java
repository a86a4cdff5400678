package dev.bac.erp.stock;

import dev.bac.mcp.argument.Given;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/** What goods cost: a price of one with at most six decimals, and what so many come to in whole cents. */
public final class Costs {
    /** Of the price of one. */
    public static final int PRICE_DECIMALS = 6;

    private static final BigDecimal MOST = new BigDecimal("1000000000");

    private Costs() {}

    /** What the quantity comes to, rounded half up to the currency's decimals. */
    public static BigDecimal of(String field, BigDecimal unitCost, BigDecimal quantity, String currency) {
        return quantity.multiply(unit(field, unitCost)).setScale(decimals(currency), RoundingMode.HALF_UP);
    }

    /** The cost of one: zero or more. */
    public static BigDecimal unit(String field, BigDecimal given) {
        var cost = Given.number(field, given, PRICE_DECIMALS, MOST);
        if (cost.signum() < 0) {
            throw dev.bac.mcp.ToolRefusal.invalid(field, "must not be below zero");
        }
        return cost;
    }

    public static int decimals(String currency) {
        return Currency.getInstance(currency).getDefaultFractionDigits();
    }
}
