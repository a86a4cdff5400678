package dev.bac.erp.valuation;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A move as its value sees it: goods that become ours or cease to be.
 *
 * @param in true when they come in
 * @param quantity above zero
 * @param cost what they bring, with all that was laid on it later; null for goods that leave or come back
 * @param found true for goods that a count found: they are worth what the others are, and {@code cost} when there are no
 *     others
 * @param origin for goods that come back from a customer the move they left by; for goods that go back to a supplier the
 *     move they came by
 */
public record Entry(
        UUID move,
        boolean in,
        BigDecimal quantity,
        @Nullable BigDecimal cost,
        boolean found,
        @Nullable UUID origin) {}
