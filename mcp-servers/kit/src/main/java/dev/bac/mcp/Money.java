package dev.bac.mcp;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/**
 * An amount in a currency as results show it: {@code {"amount":"1200.00","currency":"EUR"}}. The amount is a decimal
 * string, never a floating-point number, at the currency's own scale (ISO 4217: JPY 0, KWD 3).
 */
public record Money(
        @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal amount, String currency) {

    /** The amount at its currency's scale; {@link ArithmeticException} when it has more decimals than that. */
    public static Money of(BigDecimal amount, String currency) {
        int scale = Currency.getInstance(currency).getDefaultFractionDigits();
        return new Money(amount.setScale(scale, RoundingMode.UNNECESSARY), currency);
    }

    /** For sentences: {@code 1,200.00 EUR}. */
    @Override
    public String toString() {
        return "%,.{scale}f %s"
                .replace("{scale}", Integer.toString(Math.max(0, amount.scale())))
                .formatted(amount, currency);
    }
}
