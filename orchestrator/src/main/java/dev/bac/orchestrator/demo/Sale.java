package dev.bac.orchestrator.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Goods sold to a customer: delivered and invoiced on one day.
 *
 * @param day when it was ordered, delivered and invoiced; for an open order, when it was ordered
 * @param paid the day the customer paid, null while it has not
 * @param half true when only half was paid
 * @param state how far it came
 */
record Sale(
        UUID invoice,
        Customer customer,
        LocalDate day,
        List<Line> lines,
        BigDecimal taxRate,
        @Nullable LocalDate paid,
        boolean half,
        State state) {

    enum State {
        DRAFT,
        CONFIRMED,
        INVOICED
    }

    record Line(Good good, int quantity, BigDecimal price) {}

    LocalDate due() {
        return day.plusDays(customer.termsDays());
    }

    /** What the invoice comes to, tax included, rounded line by line as the books do. */
    BigDecimal gross() {
        return lines.stream()
                .map(line -> {
                    var net = line.price().multiply(BigDecimal.valueOf(line.quantity()));
                    var tax = net.multiply(taxRate).divide(BigDecimal.valueOf(100), 2, RoundingMode.HALF_UP);
                    return net.add(tax);
                })
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
