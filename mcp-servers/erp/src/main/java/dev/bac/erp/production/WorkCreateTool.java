package dev.bac.erp.production;

import dev.bac.erp.item.ItemStore;
import dev.bac.erp.stock.Locations;
import dev.bac.erp.stock.Quantities;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code erp_work_create}. */
public final class WorkCreateTool {
    private final ItemStore items;
    private final Locations locations;
    private final Boms boms;
    private final WorkOrders orders;

    WorkCreateTool(ItemStore items, Locations locations, Boms boms, WorkOrders orders) {
        this.items = items;
        this.locations = locations;
        this.boms = boms;
        this.orders = orders;
    }

    public record Wish(
            @Arg(value = "What is to be made: SKU, name or id", ref = "item")
            String item,

            @Arg(value = "How many", format = "decimal") BigDecimal quantity,

            @Arg(value = "Where; the first by name when left out", ref = "warehouse") @Nullable String warehouse) {}

    WorkShown create(Caller caller, Tx tx, Wish wish) {
        var item = items.one(tx, "item", wish.item());
        var quantity = Quantities.positive("quantity", wish.quantity());
        var bom = boms.of(tx, item.id())
                .orElseThrow(() -> new ToolRefusal(
                        "conflict",
                        "item: %s has no bill of material; write one with erp_bom_save".formatted(item.sku())));
        var warehouse = wish.warehouse() != null
                ? locations.warehouse(tx, "warehouse", wish.warehouse())
                : locations.warehouses(tx).stream()
                        .findFirst()
                        .orElseThrow(() ->
                                ToolRefusal.notFound("warehouse", "warehouse", "any", "This company has none yet."));
        var parts =
                bom.parts().keySet().stream().collect(Collectors.toMap(part -> part, part -> bom.need(part, quantity)));
        var id = orders.add(tx, item.id(), warehouse.id(), quantity, parts);
        return WorkShown.of("", orders.get(tx, id));
    }

    public Tool<Wish, WorkShown> tool() {
        return Tool.write(
                        "erp_work_create",
                        "Create a work order",
                        "Orders goods to be made of their parts. Nothing is used up before erp_work_update makes them.",
                        Effect.WRITE,
                        Risk.NONE,
                        Wish.class,
                        WorkShown.class,
                        this::create)
                .example("Work order for 20 of SKU-1050", new Wish("SKU-1050", new BigDecimal("20"), null))
                .example("Produce 15 of SKU-1051 in Munich", new Wish("SKU-1051", new BigDecimal("15"), "Munich"));
    }
}
