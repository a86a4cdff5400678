package dev.bac.erp.production;

import dev.bac.erp.item.ItemStore;
import dev.bac.erp.stock.Quantities;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code erp_bom_explode}. */
public final class BomExplodeTool {
    private final ItemStore items;
    private final Boms boms;

    BomExplodeTool(ItemStore items, Boms boms) {
        this.items = items;
        this.boms = boms;
    }

    public record Question(
            @Arg(value = "What is to be made: SKU, name or id", ref = "item")
            String item,

            @Arg(value = "How many; 1 when left out", format = "decimal") @Nullable BigDecimal quantity) {}

    /** @param free neither gone nor promised, in all warehouses */
    public record Need(
            String sku, String item, BigDecimal quantity, String unit, BigDecimal free, BigDecimal missing) {}

    public record Needs(String summary, List<Need> items) implements Told {}

    Needs explode(Caller caller, Tx tx, Question question) {
        var quantity =
                question.quantity() == null ? BigDecimal.ONE : Quantities.positive("quantity", question.quantity());
        var item = items.one(tx, "item", question.item());
        var needs = boms.explode(tx, item.id(), quantity).stream()
                .map(need -> need(tx, need))
                .toList();
        long missing =
                needs.stream().filter(need -> need.missing().signum() > 0).count();
        return new Needs(
                "%s %s of %s %s need %d bought item%s, %s."
                        .formatted(
                                Quantities.text(quantity),
                                item.unit(),
                                item.sku(),
                                item.name(),
                                needs.size(),
                                needs.size() == 1 ? "" : "s",
                                missing == 0 ? "all of them there" : missing + " of them not enough"),
                needs);
    }

    private Need need(Tx tx, Boms.Need need) {
        var item = items.one(tx, "item", need.item().toString());
        var free = tx.sql()
                .createQuery(
                        "SELECT coalesce(sum(on_hand - reserved), 0) FROM stock_balance WHERE item_id = :item AND NOT outside")
                .bind("item", need.item())
                .mapTo(BigDecimal.class)
                .one();
        return new Need(
                item.sku(),
                item.name(),
                Quantities.plain(need.quantity()),
                item.unit(),
                Quantities.plain(free),
                Quantities.plain(need.quantity().subtract(free).max(BigDecimal.ZERO)));
    }

    public Tool<Question, Needs> tool() {
        return Tool.read(
                        "erp_bom_explode",
                        "What making an item needs",
                        "Breaks an item down over all levels to what has to be bought, and says what of it is missing.",
                        Question.class,
                        Needs.class,
                        this::explode)
                .example(
                        "What parts do we need to make 20 of SKU-1050?", new Question("SKU-1050", new BigDecimal("20")))
                .example("Bill of material of SKU-1050 over all levels", new Question("SKU-1050", null));
    }
}
