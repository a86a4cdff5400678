package dev.bac.erp.goods;

import dev.bac.erp.item.ItemStore;
import dev.bac.erp.stock.LotWanted;
import dev.bac.mcp.Arg;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How much of an item leaves or comes back, where not all of a document is meant. */
public record GoodsWanted(
        @Arg(value = "SKU, name or id", ref = "item") String item,

        @Arg(value = "How many", format = "decimal") BigDecimal quantity,

        @Arg("Such as carton; the item's own when left out") @Nullable String unit,

        @Arg("Which ones, of an item kept by lot or serial number") @Nullable List<LotWanted> lots) {

    /** In the item's own unit, whatever their lots. */
    public GoodsWanted(String item, BigDecimal quantity) {
        this(item, quantity, null, null);
    }

    /** The lots that are named, by item. */
    public static Map<UUID, List<LotWanted>> lots(Tx tx, ItemStore items, @Nullable List<GoodsWanted> wanted) {
        var lots = new HashMap<UUID, List<LotWanted>>();
        for (var one : wanted == null ? List.<GoodsWanted>of() : wanted) {
            if (one.lots() != null && !one.lots().isEmpty()) {
                lots.computeIfAbsent(items.one(tx, "lines.item", one.item()).id(), _ -> new ArrayList<>())
                        .addAll(one.lots());
            }
        }
        return lots;
    }
}
