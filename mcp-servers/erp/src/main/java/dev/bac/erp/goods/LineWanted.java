package dev.bac.erp.goods;

import dev.bac.mcp.Arg;
import java.math.BigDecimal;

/** How much of an item, where not all of an order is meant. */
public record LineWanted(
        @Arg(value = "SKU, name or id", ref = "item") String item,

        @Arg(value = "How many", format = "decimal") BigDecimal quantity) {}
