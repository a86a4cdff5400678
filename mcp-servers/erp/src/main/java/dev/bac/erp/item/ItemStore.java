package dev.bac.erp.item;

import dev.bac.erp.valuation.Valuation;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.NamedRecord;
import dev.bac.mcp.argument.PageOrder;
import dev.bac.mcp.argument.PageWanted;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Items, found by number, name or words of it. */
public final class ItemStore {
    private static final NamedRecord ITEM = new NamedRecord("item", "item", "sku", "name", "true");
    private static final PageOrder BY_NAME = PageOrder.ascending("name", "name", "text", "serial");

    private final Numbers numbers;
    private final Skus skus;

    public ItemStore(Numbers numbers) {
        this.numbers = numbers;
        this.skus = new Skus(numbers);
    }

    public record Found(
            List<Item> items, int total, @Nullable String next) {}

    /**
     * A new item, before it has a number. Amounts are in {@code currency}, for one unit.
     *
     * @param sku as somebody chose it; {@code SKU-} and the next number when null
     */
    public record Draft(
            UUID id,
            String name,
            String category,
            String unit,
            String currency,
            BigDecimal listPrice,
            BigDecimal cost,
            @Nullable Valuation valuation,
            @Nullable String sku) {

        /** An item valued by moving average, with an automatic SKU. */
        public Draft(
                UUID id,
                String name,
                String category,
                String unit,
                String currency,
                BigDecimal listPrice,
                BigDecimal cost) {
            this(id, name, category, unit, currency, listPrice, cost, null, null);
        }
    }

    /** Gives the drafts their numbers, in this order; those with a SKU of their own come first. */
    public void add(Tx tx, List<Draft> drafts) {
        if (drafts.isEmpty()) {
            return;
        }
        var chosen = drafts.stream().map(Draft::sku).filter(Objects::nonNull).toList();
        if (!chosen.isEmpty()) {
            skus.hold(tx, chosen, null);
        }
        // Those that somebody chose first: what is automatic keeps away from what is in the table.
        insert(tx, drafts.stream().filter(draft -> draft.sku() != null).toList());
        insert(tx, drafts.stream().filter(draft -> draft.sku() == null).toList());
    }

    private void insert(Tx tx, List<Draft> drafts) {
        if (drafts.isEmpty()) {
            return;
        }
        long serial = numbers.take(tx, Numbers.Series.ITEM, drafts.size());
        var given = drafts.getFirst().sku() == null
                ? skus.automatic(tx, serial, drafts.size())
                : drafts.stream()
                        .map(draft -> Skus.given("sku", Objects.requireNonNull(draft.sku())))
                        .toList();
        var sku = given.iterator();
        var batch = tx.sql().prepareBatch("""
                INSERT INTO item (id, serial, sku, name, category, unit, currency, list_price, cost, valuation)
                VALUES (:id, :serial, :sku, :name, :category, :unit, :currency, :price, :cost, :valuation)
                """);
        for (var draft : drafts) {
            batch.bind("id", draft.id())
                    .bind("serial", serial)
                    .bind("sku", sku.next())
                    .bind("name", draft.name())
                    .bind("category", draft.category())
                    .bind("unit", draft.unit())
                    .bind("currency", draft.currency())
                    .bind("price", draft.listPrice())
                    .bind("cost", draft.cost())
                    .bind("valuation", (draft.valuation() == null ? Valuation.AVERAGE : draft.valuation()).name())
                    .add();
            serial++;
        }
        batch.execute();
    }

    /**
     * The one item that {@code given} names by id, SKU or name, to be dealt in; refused otherwise with the candidates, and
     * so is a template, of which only the variants are dealt in.
     */
    public Item one(Tx tx, String field, String given) {
        var item = any(tx, field, given);
        if (item.template() != null) {
            throw Variants.refusal(tx, field, item);
        }
        return item;
    }

    /** The same, be it a template. */
    public Item any(Tx tx, String field, String given) {
        // Most name it exactly, and are answered by one statement; the lookup takes two, or more.
        return tx.sql()
                .createQuery(ItemRow.SELECT + "WHERE lower(i.sku) = :text")
                .bind("text", given.strip().toLowerCase(Locale.ROOT))
                .map((row, _) -> ItemRow.item(row))
                .findOne()
                .orElseGet(() -> get(tx, ITEM.one(tx, field, given)));
    }

    /** One item by its id. */
    public Item get(Tx tx, UUID id) {
        return tx.sql()
                .createQuery(ItemRow.SELECT + "WHERE i.id = :id")
                .bind("id", id)
                .map((row, _) -> ItemRow.item(row))
                .one();
    }

    /** Items whose id or SKU is the text, or whose name or category holds all its words; all items without a text. */
    public Found search(Tx tx, String field, @Nullable String text, PageWanted wanted) {
        var match = ItemMatch.of(field, text);
        int total = match.bind(tx.sql().createQuery("SELECT count(*) FROM item i WHERE " + match.where()))
                .mapTo(Integer.class)
                .one();
        var page = BY_NAME.read(
                tx, ItemRow.SELECT + "WHERE " + match.where(), match::bind, wanted, (row, _) -> ItemRow.item(row));
        return new Found(page.items(), total, page.next());
    }

    /** What kinds of items there are, as a sentence for whoever found none; empty when there are none at all. */
    String categories(Tx tx) {
        var told = tx.sql().createQuery("""
                        SELECT category || ' (' || count(*) || ')' FROM item GROUP BY category ORDER BY count(*) DESC, category LIMIT 9
                        """).mapTo(String.class).list();
        return told.isEmpty() ? "" : " The catalogue has " + String.join(", ", told) + ".";
    }

    /** Refuses a text that means no item; the refusal names the items that are like it. */
    public void refuseUnlessSome(Tx tx, String field, String text) {
        var match = ItemMatch.of(field, text);
        boolean some = match.bind(
                        tx.sql().createQuery("SELECT EXISTS (SELECT FROM item i WHERE " + match.where() + ")"))
                .mapTo(Boolean.class)
                .one();
        if (!some) {
            one(tx, field, text);
            throw ToolRefusal.notFound(field, "item", text, "Search with other words.");
        }
    }

    /** Changes what an item is; what was sold or moved before stays as it was. */
    void change(Tx tx, UUID id, Draft to, @Nullable Reorder reorder) {
        tx.sql()
                .createUpdate("""
                        UPDATE item SET name = :name, category = :category, unit = :unit, list_price = :price, cost = :cost,
                               valuation = :valuation WHERE id = :id
                        """)
                .bind("id", id)
                .bind("name", to.name())
                .bind("category", to.category())
                .bind("unit", to.unit())
                .bind("price", to.listPrice())
                .bind("cost", to.cost())
                .bind("valuation", (to.valuation() == null ? Valuation.AVERAGE : to.valuation()).name())
                .execute();
        if (reorder != null) {
            tx.sql()
                    .createUpdate("""
                            UPDATE item SET reorder_point = CAST(:point AS numeric), reorder_quantity = CAST(:quantity AS numeric),
                                   supplier_id = coalesce(CAST(:supplier AS uuid), supplier_id) WHERE id = :id
                            """)
                    .bind("id", id)
                    .bind("point", reorder.point())
                    .bind("quantity", reorder.quantity())
                    .bind(
                            "supplier",
                            reorder.supplier() == null
                                    ? null
                                    : reorder.supplier().toString())
                    .execute();
        }
    }

    /** Has the item go by another SKU from now on. */
    void rename(Tx tx, UUID id, String sku) {
        // The item before the counter, as whoever makes a variant of it takes them.
        tx.sql()
                .createQuery("SELECT 1 FROM item WHERE id = :id FOR UPDATE")
                .bind("id", id)
                .mapTo(Integer.class)
                .one();
        skus.hold(tx, List.of(sku), id);
        tx.sql().execute("UPDATE item SET sku = ? WHERE id = ?", sku, id);
    }

    /** When to buy again, how many at once, and from whom. */
    record Reorder(
            @Nullable BigDecimal point,
            @Nullable BigDecimal quantity,
            @Nullable UUID supplier) {}

    /** Sets how its goods are told apart. */
    void track(Tx tx, UUID id, Tracking tracking) {
        tx.sql().execute("UPDATE item SET tracking = ? WHERE id = ?", tracking.name(), id);
    }

    /** By which rule the item is valued. */
    Valuation valuation(Tx tx, UUID id) {
        return Valuation.valueOf(tx.sql()
                .createQuery("SELECT valuation FROM item WHERE id = :id")
                .bind("id", id)
                .mapTo(String.class)
                .one());
    }

    /** Whether anything of it was ever moved. */
    boolean moved(Tx tx, UUID id) {
        return tx.sql()
                .createQuery("SELECT EXISTS (SELECT 1 FROM stock_move WHERE item_id = :id)")
                .bind("id", id)
                .mapTo(Boolean.class)
                .one();
    }
}
