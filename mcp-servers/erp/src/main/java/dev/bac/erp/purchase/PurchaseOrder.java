package dev.bac.erp.purchase;

import dev.bac.mcp.Money;
import java.time.LocalDate;
import java.util.UUID;

/**
 * An order to a supplier.
 *
 * @param total without tax
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
        Money total) {}
