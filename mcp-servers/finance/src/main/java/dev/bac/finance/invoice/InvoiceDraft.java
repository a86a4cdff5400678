package dev.bac.finance.invoice;

import dev.bac.mcp.ToolRefusal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.UUID;

/**
 * An invoice before it has a number. Net and tax are rounded half up line by line, at the currency's decimals, so that
 * the lines always sum to the document.
 *
 * @param customer the customer's name as it is to stay on the document
 */
public record InvoiceDraft(
        UUID id, UUID party, String customer, String currency, LocalDate issued, LocalDate due, List<Line> lines) {
    private static final BigDecimal LARGEST = new BigDecimal("1000000000000");

    public InvoiceDraft {
        lines = List.copyOf(lines);
        if (lines.isEmpty()) {
            throw ToolRefusal.invalid("lines", "an invoice has at least one line");
        }
        int decimals = Currency.getInstance(currency).getDefaultFractionDigits();
        var net = sum(lines.stream().map(line -> line.net(decimals)).toList());
        if (net.signum() <= 0 || net.compareTo(LARGEST) > 0) {
            throw ToolRefusal.invalid(
                    "lines",
                    "sum up to %s; an invoice is above zero and at most %s"
                            .formatted(net.toPlainString(), LARGEST.toPlainString()));
        }
    }

    /**
     * One line.
     *
     * @param unitPrice without tax
     * @param taxRate in percent, 0 to 100
     */
    public record Line(String description, BigDecimal quantity, BigDecimal unitPrice, BigDecimal taxRate) {
        BigDecimal net(int decimals) {
            return quantity.multiply(unitPrice).setScale(decimals, RoundingMode.HALF_UP);
        }

        BigDecimal tax(int decimals) {
            return net(decimals).multiply(taxRate).movePointLeft(2).setScale(decimals, RoundingMode.HALF_UP);
        }
    }

    BigDecimal net() {
        return sum(lines.stream().map(line -> line.net(decimals())).toList());
    }

    BigDecimal tax() {
        return sum(lines.stream().map(line -> line.tax(decimals())).toList());
    }

    int decimals() {
        return Currency.getInstance(currency).getDefaultFractionDigits();
    }

    private static BigDecimal sum(List<BigDecimal> amounts) {
        return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
