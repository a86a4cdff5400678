package dev.bac.llm.budget;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** What a budget counts. Amounts are whole numbers of its unit, so that they can be added without rounding. */
public enum Measure {
    /** Unit: a billionth of a US dollar, the currency of the catalogue's prices. */
    MONEY,
    /** Unit: a token, read or written. */
    TOKENS,
    /** Unit: a call. */
    REQUESTS;

    private static final int BILLIONTH = 9;

    /** US dollars as units, rounded up. */
    public static long nanos(BigDecimal dollars) {
        return dollars.movePointRight(BILLIONTH)
                .setScale(0, RoundingMode.CEILING)
                .longValueExact();
    }

    /**
     * An amount as people write it: dollars, tokens or requests.
     *
     * @throws ArithmeticException when it is beyond nine billion dollars or no whole number of the others
     */
    public long units(BigDecimal amount) {
        return this == MONEY ? nanos(amount) : amount.longValueExact();
    }

    /** Units as people write them, without an exponent. */
    public BigDecimal amount(long units) {
        BigDecimal whole = this == MONEY ? BigDecimal.valueOf(units, BILLIONTH) : BigDecimal.valueOf(units);
        return whole.signum() == 0
                ? BigDecimal.ZERO
                : new BigDecimal(whole.stripTrailingZeros().toPlainString());
    }

    /** With its unit: {@code 0.25 USD}, {@code 1000 tokens}. */
    public String told(long units) {
        return amount(units).toPlainString() + " " + (this == MONEY ? "USD" : name().toLowerCase(Locale.ROOT));
    }
}
