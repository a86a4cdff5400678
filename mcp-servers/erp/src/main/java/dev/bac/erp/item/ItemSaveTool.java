package dev.bac.erp.item;

import dev.bac.erp.valuation.Valuation;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.mcp.argument.NamedRecord;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code erp_item_save}. */
public final class ItemSaveTool {
    private static final NamedRecord SUPPLIER = new NamedRecord("supplier", "supplier", "NULL::text", "name", "true");
    private static final BigDecimal MOST = new BigDecimal("1000000000");

    private final ItemStore items;

    public ItemSaveTool(ItemStore items) {
        this.items = items;
    }

    public record Save(
            @Arg(value = "The item to change; left out for a new one", ref = "item") @Nullable String item,

            @Arg("Compulsory for a new one") @Nullable String name,

            @Arg("The code it shall go by, no other item's; the next number when left out") @Nullable String sku,

            @Arg("Such as Cables") @Nullable String category,

            @Arg("Such as pcs, kg or m; pcs when left out") @Nullable String unit,

            @Arg(value = "Net price of one; compulsory for a new one", format = "decimal") @Nullable BigDecimal listPrice,

            @Arg(value = "What one usually costs", format = "decimal") @Nullable BigDecimal cost,

            @Arg("ISO code; the company's own when left out") @Nullable String currency,

            @Arg("How stock is valued; average when left out; it stays once the item has moved") @Nullable Valuation valuation,

            @Arg(value = "Buy again at this projected quantity", format = "decimal") @Nullable BigDecimal reorderPoint,

            @Arg(value = "How many at once", format = "decimal") @Nullable BigDecimal reorderQuantity,

            @Arg(value = "Who usually sells it to us", ref = "supplier") @Nullable String supplier,

            @Arg("Other units it is bought or sold in, such as a carton of 24; they replace those before") @Nullable List<Pack> units,

            @Arg("How its goods are told apart; none when left out; it stays once the item has moved") @Nullable Tracking tracking,

            @Arg(value = "For a new variant: the item it is one of, such as T-shirt", ref = "item") @Nullable String variantOf,

            @Arg("For a new variant: what tells it apart, such as colour red") @Nullable List<Attribute> attributes) {
        static Save of(@Nullable String item, @Nullable String name, @Nullable String price) {
            return of(item, name, null, price);
        }

        static Save of(@Nullable String item, @Nullable String name, @Nullable String sku, @Nullable String price) {
            var listed = price == null ? null : new BigDecimal(price);
            return new Save(
                    item, name, sku, null, null, listed, null, null, null, null, null, null, null, null, null, null);
        }
    }

    public record Saved(String summary, Item item) implements Told {}

    Saved save(Caller caller, Tx tx, Save save) {
        var known = save.item() == null ? null : items.any(tx, "item", save.item());
        var template = template(tx, save, known);
        var attributes = template == null || save.attributes() == null ? null : Variants.attributes(save.attributes());
        var draft = known == null ? fresh(tx, like(save, template)) : changed(tx, save, known);
        if (known == null) {
            items.add(tx, List.of(draft));
        } else if (draft.sku() != null && !draft.sku().equals(known.sku())) {
            items.rename(tx, known.id(), draft.sku());
        }
        items.change(tx, draft.id(), draft, reorder(tx, save));
        if (template != null && attributes != null) {
            Variants.add(tx, template, draft.id(), attributes);
        }
        track(tx, save, known, template, draft.id());
        var units = save.units() == null && template != null ? template.packs() : save.units();
        if (units != null) {
            Units.put(tx, draft.id(), draft.unit(), units);
        }
        var item = items.get(tx, draft.id());
        return new Saved(
                "%s item %s %s at %s."
                        .formatted(known == null ? "New" : "Changed", item.sku(), item.name(), item.listPrice()),
                item);
    }

    private @Nullable Item template(Tx tx, Save save, @Nullable Item known) {
        if (save.variantOf() == null) {
            if (save.attributes() != null && !save.attributes().isEmpty()) {
                throw ToolRefusal.invalid("attributes", "only a variant has them; say what it is one of in variantOf");
            }
            return null;
        }
        if (known != null) {
            throw ToolRefusal.invalid("variantOf", "only a new item becomes a variant");
        }
        if (save.attributes() == null) {
            throw ToolRefusal.invalid("attributes", "is missing; say what tells the variant apart");
        }
        var template = items.any(tx, "variantOf", save.variantOf());
        Variants.template(tx, template);
        return template;
    }

    /** What is not said of a variant is as its template has it. */
    private static Save like(Save save, @Nullable Item template) {
        if (template == null) {
            return save;
        }
        var values = Objects.requireNonNullElse(save.attributes(), List.<Attribute>of()).stream()
                .map(Attribute::value)
                .collect(Collectors.joining(", "));
        return new Save(
                null,
                save.name() == null ? template.name() + ", " + values : save.name(),
                save.sku(),
                save.category() == null ? template.category() : save.category(),
                save.unit() == null ? template.unit() : save.unit(),
                save.listPrice() == null ? template.listPrice().amount() : save.listPrice(),
                save.cost() == null ? template.cost().amount() : save.cost(),
                save.currency() == null ? template.listPrice().currency() : save.currency(),
                save.valuation(),
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private void track(Tx tx, Save save, @Nullable Item known, @Nullable Item template, UUID id) {
        var tracking = save.tracking() == null && template != null ? template.kept() : save.tracking();
        if (tracking == null || known != null && known.kept() == tracking) {
            return;
        }
        if (known != null && items.moved(tx, known.id())) {
            throw new ToolRefusal(
                    "conflict",
                    "tracking: %s has moved already; it stays, or its moves would be of no lot".formatted(known.sku()));
        }
        items.track(tx, id, tracking);
    }

    private static ItemStore.Draft fresh(Tx tx, Save save) {
        if (save.name() == null || save.listPrice() == null) {
            throw ToolRefusal.invalid(save.name() == null ? "name" : "listPrice", "is missing; a new item needs one");
        }
        var currency = Given.currency("currency", save.currency(), tx.settings().currency());
        return new ItemStore.Draft(
                tx.newId(),
                Given.line("name", save.name(), 200),
                save.category() == null ? "Goods" : Given.line("category", save.category(), 100),
                save.unit() == null ? "pcs" : Given.line("unit", save.unit(), 20),
                currency,
                Given.amountOrZero("listPrice", save.listPrice(), currency),
                save.cost() == null ? BigDecimal.ZERO : Given.amountOrZero("cost", save.cost(), currency),
                save.valuation(),
                sku(save));
    }

    private ItemStore.Draft changed(Tx tx, Save save, Item known) {
        var currency = known.listPrice().currency();
        if (save.currency() != null && !save.currency().strip().equalsIgnoreCase(currency)) {
            throw ToolRefusal.invalid("currency", "%s is priced in %s; it stays".formatted(known.sku(), currency));
        }
        var rule = items.valuation(tx, known.id());
        if (save.valuation() != null && save.valuation() != rule && items.moved(tx, known.id())) {
            throw new ToolRefusal(
                    "conflict",
                    "valuation: %s has moved already; it stays, or what its moves were worth would change"
                            .formatted(known.sku()));
        }
        return new ItemStore.Draft(
                known.id(),
                save.name() == null ? known.name() : Given.line("name", save.name(), 200),
                save.category() == null ? known.category() : Given.line("category", save.category(), 100),
                save.unit() == null ? known.unit() : Given.line("unit", save.unit(), 20),
                currency,
                save.listPrice() == null
                        ? known.listPrice().amount()
                        : Given.amountOrZero("listPrice", save.listPrice(), currency),
                save.cost() == null ? known.cost().amount() : Given.amountOrZero("cost", save.cost(), currency),
                save.valuation() == null ? rule : save.valuation(),
                sku(save));
    }

    private static @Nullable String sku(Save save) {
        return save.sku() == null || save.sku().isBlank() ? null : Skus.given("sku", save.sku());
    }

    private static ItemStore.@Nullable Reorder reorder(Tx tx, Save save) {
        if (save.reorderPoint() == null && save.reorderQuantity() == null && save.supplier() == null) {
            return null;
        }
        UUID supplier = save.supplier() == null ? null : SUPPLIER.one(tx, "supplier", save.supplier());
        return new ItemStore.Reorder(
                number("reorderPoint", save.reorderPoint(), false),
                number("reorderQuantity", save.reorderQuantity(), true),
                supplier);
    }

    private static @Nullable BigDecimal number(String field, @Nullable BigDecimal given, boolean positive) {
        if (given == null) {
            return null;
        }
        var number = Given.number(field, given, 3, MOST);
        if (number.signum() < 0 || positive && number.signum() == 0) {
            throw ToolRefusal.invalid(field, positive ? "must be above zero" : "must not be below zero");
        }
        return number;
    }

    public Tool<Save, Saved> tool() {
        return Tool.write(
                        "erp_item_save",
                        "Add or change an item",
                        "Adds an item to the catalogue or changes its name, SKU, prices, usual supplier or reorder point. It does not move stock.",
                        Effect.WRITE,
                        Risk.NONE,
                        Save.class,
                        Saved.class,
                        this::save)
                .example("Add a new item USB-C hub at 39.90", Save.of(null, "USB-C hub", "39.90"))
                .example(
                        "Add a new item Paracetamol 500 mg with SKU PARA-500 at 4.20",
                        Save.of(null, "Paracetamol 500 mg", "PARA-500", "4.20"))
                .example("Change the list price of SKU-1014 to 21.50", Save.of("SKU-1014", null, "21.50"))
                .example("Rename item SKU-1022 to Desk lamp", Save.of("SKU-1022", "Desk lamp", null));
    }
}
