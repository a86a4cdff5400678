package dev.bac.erp.purchase;

import dev.bac.mcp.Money;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An order to a supplier.
 *
 * @param total without tax
 * @param customerOrder the sales order whose customer the supplier ships to; null when it comes into our warehouse
 */
public record PurchaseOrder(
        UUID id,
        String number,
        String supplier,
        UUID supplierId,
        String warehouse,
        UUID warehouseId,
        LocalDate ordered,
        LocalDate expected,
        PurchaseStatus status,
        Money total,
        @Nullable String customerOrder) {}
