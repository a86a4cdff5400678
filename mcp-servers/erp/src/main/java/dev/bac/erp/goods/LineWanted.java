package dev.bac.erp.goods;

import dev.bac.mcp.Arg;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** How much of an item. */
public record LineWanted(
        @Arg(value = "SKU, name or id", ref = "item") String item,

        @Arg(value = "How many", format = "decimal") BigDecimal quantity,

        @Arg("Such as carton; the item's own when left out") @Nullable String unit) {

    /** In the item's own unit. */
    public LineWanted(String item, BigDecimal quantity) {
        this(item, quantity, null);
    }
}
