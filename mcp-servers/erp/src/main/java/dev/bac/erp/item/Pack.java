package dev.bac.erp.item;

import dev.bac.mcp.Arg;
import java.math.BigDecimal;

/** A unit that goods are bought or sold in besides the item's own: a carton of 24. */
public record Pack(
        @Arg("Such as carton") String unit,

        @Arg(value = "How many of the item's own unit it holds", format = "decimal")
        BigDecimal holds) {}
