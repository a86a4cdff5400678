package dev.bac.erp.item;

import dev.bac.mcp.Money;
import java.util.UUID;

/**
 * Something that is kept in stock.
 *
 * @param unit what one of it is, such as {@code pcs} or {@code m}
 * @param listPrice for one unit, without tax
 * @param cost for one unit
 */
public record Item(UUID id, String sku, String name, String category, String unit, Money listPrice, Money cost) {}
