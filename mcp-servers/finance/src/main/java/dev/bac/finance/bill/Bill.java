package dev.bac.finance.bill;

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
 * What a supplier asks for, before it has a number of ours.
 *
 * @param supplier the supplier's name as it is to stay on the document
 * @param reference the supplier's own invoice number; a supplier gives each once
 * @param rate one unit of the currency in the company's own
 */
public record Bill(
        UUID id,
        UUID party,
        String supplier,
        String description,
        @Nullable String reference,
        String currency,
        BigDecimal rate,
        LocalDate billed,
        LocalDate due,
        List<Line> lines) {
    private static final BigDecimal LARGEST = new BigDecimal("1000000000000");

    public Bill {
        lines = List.copyOf(lines);
        var net = sum(lines, Line::net);
        if (lines.isEmpty() || net.signum() <= 0 || net.compareTo(LARGEST) > 0) {
            throw ToolRefusal.invalid(
                    "lines",
                    "sum up to %s; a bill is above zero and at most %s"
                            .formatted(net.toPlainString(), LARGEST.toPlainString()));
        }
    }

    /**
     * One line, whose amounts are at the currency's decimals.
     *
     * @param account code of the cost it is booked to
     * @param taxRate percent
     * @param withheld tax that we keep back and pay to the office ourselves
     * @param reverse tax that we owe in the supplier's place
     */
    public record Line(
            String description,
            String account,
            BigDecimal taxRate,
            BigDecimal net,
            BigDecimal tax,
            BigDecimal withheld,
            BigDecimal reverse,
            @Nullable String taxCode,
            Dimensions dimensions) {

        /** A line with a tax rate of its own, rounded half up. */
        public static Line of(String description, String account, BigDecimal net, BigDecimal taxRate, String currency) {
            int decimals = Currency.getInstance(currency).getDefaultFractionDigits();
            var tax = net.multiply(taxRate).movePointLeft(2).setScale(decimals, RoundingMode.HALF_UP);
            return new Line(
                    description, account, taxRate, net, tax, BigDecimal.ZERO, BigDecimal.ZERO, null, Dimensions.NONE);
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

    BigDecimal reverse() {
        return sum(lines, Line::reverse);
    }

    BigDecimal total() {
        return net().add(tax()).subtract(withheld());
    }

    private static BigDecimal sum(List<Line> lines, Function<Line, BigDecimal> part) {
        return lines.stream().map(part).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
