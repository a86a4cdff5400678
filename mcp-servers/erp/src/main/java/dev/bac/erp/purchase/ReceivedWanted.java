package dev.bac.erp.purchase;

import dev.bac.erp.stock.LotWanted;
import dev.bac.mcp.Arg;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How much of an item came, where not simply all of an order did. */
public record ReceivedWanted(
        @Arg(value = "SKU, name or id", ref = "item") String item,

        @Arg(value = "How many go into stock", format = "decimal")
        BigDecimal accepted,

        @Arg(value = "How many do not, such as broken ones", format = "decimal") @Nullable BigDecimal rejected,

        @Arg("Such as carton; the item's own when left out") @Nullable String unit,

        @Arg("Which ones, of an item kept by lot or serial number") @Nullable List<LotWanted> lots) {}
