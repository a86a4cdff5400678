package dev.bac.finance.payment;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Money received, and what it settles. What the allocations leave over is the customer's credit.
 *
 * @param customer the customer's name as it is to stay on the record
 */
public record Payment(
        UUID id,
        UUID party,
        String customer,
        String currency,
        LocalDate received,
        PaymentMethod method,
        @Nullable String reference,
        BigDecimal amount,
        List<Allocation> allocations) {
    public Payment {
        allocations = List.copyOf(allocations);
    }

    /**
     * A part that settles an invoice.
     *
     * @param effective the later of the payment's and the invoice's date
     */
    public record Allocation(UUID invoice, BigDecimal amount, LocalDate effective) {}

    BigDecimal allocated() {
        return allocations.stream().map(Allocation::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
