package dev.bac.erp.production;

import dev.bac.erp.goods.LineWanted;
import dev.bac.erp.item.ItemStore;
import dev.bac.erp.item.Packed;
import dev.bac.erp.stock.Quantities;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code erp_bom_save}. */
public final class BomSaveTool {
    private final ItemStore items;
    private final Boms boms;

    BomSaveTool(ItemStore items, Boms boms) {
        this.items = items;
        this.boms = boms;
    }

    public record Recipe(
            @Arg(value = "What is made: SKU, name or id", ref = "item")
            String item,

            @Arg("What one lot is made of; they may be made of others themselves")
            List<LineWanted> parts,

            @Arg(value = "How many one lot is; 1 when left out", format = "decimal") @Nullable BigDecimal lot) {}

    public record Saved(String summary, int parts) implements Told {}

    Saved save(Caller caller, Tx tx, Recipe recipe) {
        boms.lock(tx);
        var item = items.one(tx, "item", recipe.item());
        var lot = recipe.lot() == null ? BigDecimal.ONE : Quantities.positive("lot", recipe.lot());
        if (recipe.parts().isEmpty()) {
            throw ToolRefusal.invalid("parts", "is empty; name at least one");
        }
        var parts = new LinkedHashMap<UUID, BigDecimal>();
        for (var part : recipe.parts()) {
            var made = items.one(tx, "parts.item", part.item());
            var quantity = Packed.of("parts.unit", made, part.unit())
                    .base("parts.quantity", made, Quantities.positive("parts.quantity", part.quantity()));
            parts.merge(made.id(), quantity, BigDecimal::add);
            if (!made.cost().currency().equals(item.cost().currency())) {
                throw ToolRefusal.invalid("parts.item", "%s is in another currency".formatted(made.sku()));
            }
        }
        if (parts.containsKey(item.id())) {
            throw new ToolRefusal("conflict", "parts: it would be made of itself");
        }
        boms.put(tx, item.id(), new Boms.Bom(lot, parts));
        boms.explode(tx, item.id(), lot);
        refuseCircleAbove(tx, item.id());
        return new Saved(
                "%s %s of %s %s are made of %d part%s."
                        .formatted(
                                Quantities.text(lot),
                                item.unit(),
                                item.sku(),
                                item.name(),
                                parts.size(),
                                parts.size() == 1 ? "" : "s"),
                parts.size());
    }

    /** What is made of this item must still be made within the levels. */
    private void refuseCircleAbove(Tx tx, UUID item) {
        tx.sql()
                .createQuery("SELECT item_id FROM bom_part WHERE part_id = :item")
                .bind("item", item)
                .mapTo(UUID.class)
                .forEach(above -> boms.explode(tx, above, BigDecimal.ONE));
    }

    public Tool<Recipe, Saved> tool() {
        return Tool.write(
                        "erp_bom_save",
                        "Say what an item is made of",
                        "Writes an item's bill of material, in place of the one it had.",
                        Effect.WRITE,
                        Risk.NONE,
                        Recipe.class,
                        Saved.class,
                        this::save)
                .example(
                        "Bill of material of SKU-1050: 2 of SKU-1003 and 1 of SKU-1009",
                        new Recipe(
                                "SKU-1050",
                                List.of(
                                        new LineWanted("SKU-1003", new BigDecimal("2")),
                                        new LineWanted("SKU-1009", BigDecimal.ONE)),
                                null));
    }
}
