package dev.bac.erp.order;

import dev.bac.mcp.Money;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sales order.
 *
 * @param customerId the CRM account
 * @param total without tax
 */
public record SalesOrder(
        UUID id,
        String number,
        String customer,
        UUID customerId,
        String warehouse,
        UUID warehouseId,
        LocalDate ordered,
        OrderStatus status,
        @Nullable LocalDate delivered,
        Money total) {}
