package dev.bac.finance.tax;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tax as documents name it.
 *
 * @param code null for a bare rate
 * @param parts in the order in which they are reckoned, at most ten
 */
public record Tax(@Nullable String code, List<Part> parts) {
    public Tax {
        parts = List.copyOf(parts);
    }

    /**
     * One part.
     *
     * @param rate percent
     */
    public record Part(String name, BigDecimal rate, TaxMode mode) {}

    /** A tax of one rate in percent on the net amount. */
    public static Tax of(BigDecimal rate) {
        return new Tax(null, List.of(new Part("Tax", rate, TaxMode.STANDARD)));
    }

    /** All parts that the buyer pays to the seller, in percent of the net amount. */
    public BigDecimal rate() {
        return factor().subtract(BigDecimal.ONE).movePointRight(2);
    }

    /** What the seller is paid for a net amount of one. */
    BigDecimal factor() {
        var factor = BigDecimal.ONE;
        for (var part : parts) {
            factor = switch (part.mode()) {
                case STANDARD -> factor.add(part.rate().movePointLeft(2));
                case COMPOUND ->
                    factor.multiply(BigDecimal.ONE.add(part.rate().movePointLeft(2)), MathContext.DECIMAL128);
                case REVERSE_CHARGE, WITHHOLDING -> factor;
            };
        }
        return factor;
    }

    /** The parts of one mode, in percent. */
    BigDecimal rate(TaxMode mode) {
        return parts.stream()
                .filter(part -> part.mode() == mode)
                .map(Part::rate)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
