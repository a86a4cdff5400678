package dev.bac.finance.tax;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * Reckons the taxes of a document's lines. Rounded by document, each line takes what the rounded running sum grew by, so
 * that the lines always sum to the rounded whole. Prices that include tax keep their sum: the net amount is what is left.
 *
 * @param included true when the lines' amounts hold the tax
 * @param decimals of the currency
 */
public record TaxCalculation(boolean included, TaxRounding rounding, int decimals) {

    /** A line before tax is reckoned: quantity times price. */
    public record Line(BigDecimal amount, Tax tax) {}

    /** A line's amounts, at the currency's decimals. */
    public record Amounts(BigDecimal net, BigDecimal tax, BigDecimal withheld, BigDecimal reverse) {}

    /** The amounts of each line, in order. */
    public List<Amounts> of(List<Line> lines) {
        var tax = new Rounded();
        var withheld = new Rounded();
        var reverse = new Rounded();
        var all = new ArrayList<Amounts>();
        for (var line : lines) {
            var amount = line.amount().setScale(decimals, RoundingMode.HALF_UP);
            var factor = line.tax().factor();
            BigDecimal net;
            BigDecimal part;
            if (included) {
                part = tax.next(amount.subtract(amount.divide(factor, MathContext.DECIMAL128)));
                net = amount.subtract(part);
            } else {
                part = tax.next(amount.multiply(factor.subtract(BigDecimal.ONE)));
                net = amount;
            }
            all.add(new Amounts(
                    net,
                    part,
                    withheld.next(percent(net, line.tax().rate(TaxMode.WITHHOLDING))),
                    reverse.next(percent(net, line.tax().rate(TaxMode.REVERSE_CHARGE)))));
        }
        return all;
    }

    private static BigDecimal percent(BigDecimal amount, BigDecimal rate) {
        return amount.multiply(rate).movePointLeft(2);
    }

    /** A running sum, rounded as the document wants it. */
    private final class Rounded {
        private BigDecimal exact = BigDecimal.ZERO;
        private BigDecimal given = BigDecimal.ZERO;

        BigDecimal next(BigDecimal amount) {
            if (rounding == TaxRounding.LINE) {
                return amount.setScale(decimals, RoundingMode.HALF_UP);
            }
            exact = exact.add(amount);
            var next = exact.setScale(decimals, RoundingMode.HALF_UP).subtract(given);
            given = given.add(next);
            return next;
        }
    }
}
