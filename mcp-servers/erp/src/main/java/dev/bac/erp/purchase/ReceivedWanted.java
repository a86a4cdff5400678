package dev.bac.erp.purchase;

import dev.bac.mcp.Arg;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** How much of an item came, where not simply all of an order did. */
public record ReceivedWanted(
        @Arg(value = "The item: SKU, name or id", ref = "item")
        String item,

        @Arg(value = "How many units are accepted; they go into stock", format = "decimal")
        BigDecimal accepted,

        @Arg(value = "How many units are rejected, such as broken ones; they do not go into stock", format = "decimal")
        @Nullable BigDecimal rejected) {}
