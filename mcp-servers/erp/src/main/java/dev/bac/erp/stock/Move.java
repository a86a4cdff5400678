package dev.bac.erp.stock;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A quantity of an item that goes from one location to another.
 *
 * @param reason why, compulsory for an adjustment
 * @param order the sales order it fulfils
 */
public record Move(
        UUID id,
        Kind kind,
        UUID item,
        UUID from,
        UUID to,
        BigDecimal quantity,
        LocalDate date,
        @Nullable String reason,
        @Nullable UUID order) {

    /** What a move is in the business. */
    public enum Kind {
        /** From a supplier into a warehouse. */
        RECEIVE,
        /** Out of a warehouse to a customer. */
        SHIP,
        /** Between two warehouses. */
        TRANSFER,
        /** A difference found. */
        ADJUST
    }
}
