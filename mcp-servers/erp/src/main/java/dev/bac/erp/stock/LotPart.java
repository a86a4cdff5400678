package dev.bac.erp.stock;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A part of a quantity that is of one lot.
 *
 * @param lot null when the item is not kept by lot
 * @param code its number; empty without a lot
 */
public record LotPart(@Nullable UUID lot, String code, BigDecimal quantity) {}
