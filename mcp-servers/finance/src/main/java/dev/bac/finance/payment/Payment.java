package dev.bac.finance.payment;

import dev.bac.finance.settlement.Side;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Money received from a customer or paid to a supplier, and what it settles. What the allocations leave over is a credit.
 *
 * @param side receivable for money received, payable for money paid
 * @param name the party's name as it is to stay on the record
 * @param rate one unit of the currency in the company's own, on the day
 * @param account code of the account the money comes to or leaves; null for the chart's usual one of the method
 */
public record Payment(
        UUID id,
        Side side,
        UUID party,
        String name,
        String currency,
        BigDecimal rate,
        LocalDate received,
        PaymentMethod method,
        @Nullable String reference,
        @Nullable String account,
        BigDecimal amount,
        List<Allocation> allocations) {
    public Payment {
        allocations = List.copyOf(allocations);
    }

    /**
     * A part that settles a document.
     *
     * @param document the invoice or bill
     * @param effective the later of the payment's and the document's date
     */
    public record Allocation(UUID document, BigDecimal amount, LocalDate effective) {}
}
