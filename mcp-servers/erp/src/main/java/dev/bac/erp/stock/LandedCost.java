package dev.bac.erp.stock;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/**
 * Freight, duty and the like for goods received earlier.
 *
 * @param id of the document
 * @param amounts what falls on each receipt's move, in the items' currency
 * @param body what the event tells besides
 */
public record LandedCost(UUID id, LocalDate date, Map<UUID, BigDecimal> amounts, String reason, ObjectNode body) {
    public LandedCost {
        amounts = Map.copyOf(amounts);
    }
}
