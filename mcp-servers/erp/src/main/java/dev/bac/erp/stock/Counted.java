package dev.bac.erp.stock;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was counted of an item, or of one lot of it, in a place.
 *
 * @param position the place in the ledger whose moves the count had seen; where the ledger stands when null
 */
public record Counted(
        UUID id,
        UUID item,
        UUID place,
        @Nullable UUID lot,
        LocalDate on,
        BigDecimal quantity,
        @Nullable Long position) {}
