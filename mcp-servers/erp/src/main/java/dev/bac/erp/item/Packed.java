package dev.bac.erp.item;

import dev.bac.mcp.ToolRefusal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A quantity as somebody said it, in a unit that is not the item's own. Quantities convert exactly or not at all: one that
 * would need more than three decimals of the item's unit is refused, never rounded. Prices of a pack are what the line is
 * reckoned with; the price of one, which only informs, is rounded half up.
 *
 * @param unit null when it is the item's own
 * @param holds how many of the item's own unit one holds
 */
public record Packed(@Nullable String unit, BigDecimal holds) {
    private static final int QUANTITY_DECIMALS = 3;

    /** In the item's own unit. */
    public static final Packed NOT = new Packed(null, BigDecimal.ONE);

    /** What is meant by the unit of that name; the item's own when nothing is said. */
    public static Packed of(String field, Item item, @Nullable String given) {
        if (given == null || given.isBlank() || named(item.unit(), given)) {
            return NOT;
        }
        var packs = Objects.requireNonNullElse(item.packs(), List.<Pack>of());
        return packs.stream()
                .filter(pack -> named(pack.unit(), given))
                .findFirst()
                .map(pack -> new Packed(pack.unit(), pack.holds()))
                .orElseThrow(() -> ToolRefusal.invalid(
                        field,
                        "%s is counted in %s; add others with erp_item_save"
                                .formatted(item.sku(), units(item, packs))));
    }

    /** One or several: box, boxes. */
    private static boolean named(String unit, String given) {
        var name = given.strip().toLowerCase(Locale.ROOT);
        var one = unit.toLowerCase(Locale.ROOT);
        return name.equals(one) || name.equals(one + "s") || name.equals(one + "es");
    }

    private static String units(Item item, List<Pack> packs) {
        return packs.stream()
                .map(pack -> ", %s (of %s)"
                        .formatted(
                                pack.unit(), pack.holds().stripTrailingZeros().toPlainString()))
                .collect(Collectors.joining("", item.unit(), ""));
    }

    /** So many of the unit in the item's own, exactly. */
    public BigDecimal base(String field, Item item, BigDecimal quantity) {
        if (unit == null) {
            return quantity;
        }
        var base = quantity.multiply(holds).stripTrailingZeros();
        if (base.scale() > QUANTITY_DECIMALS) {
            throw ToolRefusal.invalid(
                    field,
                    "%s %s are %s %s, which has more than %d decimals; give the quantity in %s"
                            .formatted(
                                    quantity.stripTrailingZeros().toPlainString(),
                                    unit,
                                    base.toPlainString(),
                                    item.unit(),
                                    QUANTITY_DECIMALS,
                                    item.unit()));
        }
        return base.setScale(Math.max(base.scale(), 0), RoundingMode.UNNECESSARY);
    }

    /** The price of one of the item's own unit, to that many decimals. */
    public BigDecimal each(BigDecimal price, int decimals) {
        return unit == null ? price : price.divide(holds, decimals, RoundingMode.HALF_UP);
    }

    /** Such as {@code 2 carton}, for so many of the item's own unit; null when it is in that one itself. */
    public @Nullable String said(BigDecimal base) {
        return unit == null
                ? null
                : base.divide(holds, QUANTITY_DECIMALS, RoundingMode.HALF_UP)
                                .stripTrailingZeros()
                                .toPlainString()
                        + " " + unit;
    }
}
