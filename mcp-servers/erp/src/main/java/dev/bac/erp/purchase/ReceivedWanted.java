package dev.bac.erp.purchase;

import dev.bac.mcp.Arg;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** How much of an item came, where not simply all of an order did. */
public record ReceivedWanted(
        @Arg(value = "SKU, name or id", ref = "item") String item,

        @Arg(value = "How many go into stock", format = "decimal")
        BigDecimal accepted,

        @Arg(value = "How many do not, such as broken ones", format = "decimal") @Nullable BigDecimal rejected) {}
