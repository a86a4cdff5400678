package dev.bac.erp.item;

import dev.bac.mcp.Money;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that is kept in stock.
 *
 * @param unit what one of it is, such as {@code pcs} or {@code m}; quantities are in it where nothing else is said
 * @param listPrice for one unit, without tax
 * @param cost for one unit
 * @param tracking how its goods are told apart; null when not at all
 * @param packs other units that it is bought or sold in
 * @param variantOf the template whose variant it is
 * @param attributes what tells the variant from its sisters
 * @param template true when only its variants are moved, bought and sold
 */
public record Item(
        UUID id,
        String sku,
        String name,
        String category,
        String unit,
        Money listPrice,
        Money cost,
        @Nullable Tracking tracking,
        @Nullable List<Pack> packs,
        @Nullable UUID variantOf,
        @Nullable List<Attribute> attributes,
        @Nullable Boolean template) {

    /** How its goods are told apart. */
    public Tracking kept() {
        return tracking == null ? Tracking.NONE : tracking;
    }
}
