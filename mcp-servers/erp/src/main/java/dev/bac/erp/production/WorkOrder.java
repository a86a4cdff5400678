package dev.bac.erp.production;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;

/**
 * An order to make goods.
 *
 * @param made of them so far
 */
public record WorkOrder(
        UUID id,
        String number,
        String sku,
        String item,
        UUID itemId,
        String warehouse,
        UUID warehouseId,
        BigDecimal quantity,
        BigDecimal made,
        LocalDate ordered,
        Status status) {

    /** How far it is. */
    public enum Status {
        OPEN,
        DONE,
        CANCELLED
    }
}
