package dev.bac.erp.item;

import dev.bac.mcp.ToolJson;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Variants of one template, such as a shirt in red and in blue: items of their own with their own stock and price. The
 * first variant makes a template of the item it is of, which from then on is not moved, bought or sold itself. All
 * variants have the same attributes, and no two the same values.
 */
final class Variants {
    private static final int ATTRIBUTES = 10;

    private Variants() {}

    /** What tells the variant apart, with names in lower case, in order. */
    static SortedMap<String, String> attributes(List<Attribute> given) {
        if (given.isEmpty() || given.size() > ATTRIBUTES) {
            throw ToolRefusal.invalid("attributes", "a variant has 1 to %d, such as colour red".formatted(ATTRIBUTES));
        }
        var attributes = new TreeMap<String, String>();
        for (var one : given) {
            var name = Given.line("attributes.name", one.name(), 50).toLowerCase(Locale.ROOT);
            if (attributes.put(name, Given.line("attributes.value", one.value(), 100)) != null) {
                throw ToolRefusal.invalid("attributes.name", "%s is named twice".formatted(name));
            }
        }
        return attributes;
    }

    /** Makes a template of an item that was never dealt in, or finds it to be one. It stays locked until the commit. */
    static void template(Tx tx, Item item) {
        tx.sql()
                .createQuery("SELECT 1 FROM item WHERE id = :id FOR UPDATE")
                .bind("id", item.id())
                .mapTo(Integer.class)
                .one();
        if (item.variantOf() != null) {
            throw ToolRefusal.invalid("variantOf", "%s is a variant itself; name its template".formatted(item.sku()));
        }
        boolean dealt = tx.sql()
                .createQuery("""
                        SELECT EXISTS (SELECT 1 FROM stock_move WHERE item_id = :id) OR EXISTS (SELECT 1 FROM order_line WHERE item_id = :id)
                            OR EXISTS (SELECT 1 FROM purchase_line WHERE item_id = :id) OR EXISTS (SELECT 1 FROM bom WHERE item_id = :id)
                            OR EXISTS (SELECT 1 FROM bom_part WHERE part_id = :id) OR EXISTS (SELECT 1 FROM quotation_line WHERE item_id = :id)
                        """)
                .bind("id", item.id())
                .mapTo(Boolean.class)
                .one();
        if (dealt) {
            throw new ToolRefusal(
                    "conflict",
                    "variantOf: %s is bought, sold or made itself; add a new item as the template"
                            .formatted(item.sku()));
        }
        tx.sql().execute("UPDATE item SET template = true WHERE id = ?", item.id());
    }

    /** Makes an item a variant of a template. */
    static void add(Tx tx, Item template, java.util.UUID variant, SortedMap<String, String> attributes) {
        var sisters = tx.sql()
                .createQuery("""
                        SELECT sku || ' ' || name AS sister, attributes = CAST(:attributes AS jsonb) AS same,
                               (SELECT array_agg(k ORDER BY k) FROM jsonb_object_keys(attributes) k) = CAST(:names AS text[]) AS alike,
                               (SELECT string_agg(k, ', ' ORDER BY k) FROM jsonb_object_keys(attributes) k) AS names
                          FROM item WHERE template_id = :template ORDER BY serial LIMIT 500
                        """)
                .bind("attributes", ToolJson.mapper().writeValueAsString(attributes))
                .bind(
                        "names",
                        attributes.keySet().stream().map(Variants::quoted).collect(Collectors.joining(",", "{", "}")))
                .bind("template", template.id())
                .map((row, _) -> row.getBoolean("same")
                        ? new ToolRefusal(
                                "conflict", "attributes: %s is this variant already".formatted(row.getString("sister")))
                        : row.getBoolean("alike")
                                ? null
                                : ToolRefusal.invalid(
                                        "attributes",
                                        "the variants of %s differ by %s"
                                                .formatted(template.sku(), row.getString("names"))))
                .list();
        sisters.stream().filter(java.util.Objects::nonNull).findFirst().ifPresent(refusal -> {
            throw refusal;
        });
        tx.sql()
                .createUpdate(
                        "UPDATE item SET template_id = :template, attributes = CAST(:attributes AS jsonb) WHERE id = :id")
                .bind("template", template.id())
                .bind("attributes", ToolJson.mapper().writeValueAsString(attributes))
                .bind("id", variant)
                .execute();
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** Why a template itself is not dealt in, naming its variants. */
    static ToolRefusal refusal(Tx tx, String field, Item template) {
        var variants = tx.sql()
                .createQuery("SELECT sku || ' ' || name FROM item WHERE template_id = :id ORDER BY serial LIMIT 9")
                .bind("id", template.id())
                .mapTo(String.class)
                .list();
        return new ToolRefusal(
                "ambiguous",
                "%s: %s %s has variants; name one of them: %s"
                        .formatted(field, template.sku(), template.name(), String.join("; ", variants)));
    }
}
