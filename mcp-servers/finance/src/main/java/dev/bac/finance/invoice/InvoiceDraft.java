package dev.bac.finance.invoice;

import dev.bac.finance.journal.Entry.Dimensions;
import dev.bac.mcp.ToolRefusal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An invoice before it has a number. Its lines have their amounts, so that they always sum to the document.
 *
 * @param customer the customer's name as it is to stay on the document
 * @param rate one unit of the currency in the company's own
 */
public record InvoiceDraft(
        UUID id,
        UUID party,
        String customer,
        String currency,
        BigDecimal rate,
        LocalDate issued,
        LocalDate due,
        List<Line> lines,
        Terms terms) {
    private static final BigDecimal LARGEST = new BigDecimal("1000000000000");

    /**
     * What is agreed beside the due date.
     *
     * @param discountRate percent off for who pays by {@code discountUntil}; null for none
     */
    public record Terms(
            @Nullable BigDecimal discountRate, @Nullable LocalDate discountUntil, Dimensions dimensions) {
        public static final Terms NONE = new Terms(null, null, Dimensions.NONE);
    }

    public InvoiceDraft {
        lines = List.copyOf(lines);
        if (lines.isEmpty()) {
            throw ToolRefusal.invalid("lines", "an invoice has at least one line");
        }
        var net = sum(lines, Line::net);
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
     * @param unitPrice without tax, unless the document's prices include it
     * @param taxRate in percent, 0 to 100
     * @param net at the currency's decimals
     * @param withheld tax that the customer keeps back and pays to the office for us
     */
    public record Line(
            String description,
            BigDecimal quantity,
            BigDecimal unitPrice,
            BigDecimal taxRate,
            @Nullable String taxCode,
            BigDecimal net,
            BigDecimal tax,
            BigDecimal withheld) {

        /** A line with a tax rate of its own, rounded half up. */
        public static Line of(
                String description, BigDecimal quantity, BigDecimal unitPrice, BigDecimal taxRate, String currency) {
            int decimals = Currency.getInstance(currency).getDefaultFractionDigits();
            var net = quantity.multiply(unitPrice).setScale(decimals, RoundingMode.HALF_UP);
            var tax = net.multiply(taxRate).movePointLeft(2).setScale(decimals, RoundingMode.HALF_UP);
            return new Line(description, quantity, unitPrice, taxRate, null, net, tax, BigDecimal.ZERO);
        }
    }

    BigDecimal net() {
        return sum(lines, Line::net);
    }

    BigDecimal tax() {
        return sum(lines, Line::tax);
    }

    BigDecimal withheld() {
        return sum(lines, Line::withheld);
    }

    BigDecimal total() {
        return net().add(tax()).subtract(withheld());
    }

    private static BigDecimal sum(List<Line> lines, Function<Line, BigDecimal> part) {
        return lines.stream().map(part).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
