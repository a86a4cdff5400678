package dev.bac.erp.quote;

import dev.bac.mcp.Money;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An offer to a customer.
 *
 * @param validUntil the last day on which it can be accepted
 * @param order what it became
 */
public record Quotation(
        UUID id,
        String number,
        String customer,
        UUID customerId,
        LocalDate quoted,
        LocalDate validUntil,
        Status status,
        Money total,
        @Nullable String order) {

    /** How it stands. */
    public enum Status {
        OPEN,
        ACCEPTED,
        DECLINED
    }
}
