package dev.bac.erp.item;

import dev.bac.mcp.Money;
import dev.bac.mcp.NamedRecord;
import dev.bac.mcp.PageKey;
import dev.bac.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Items, found by number, name or words of it. */
public final class ItemStore {
    private static final NamedRecord ITEM = new NamedRecord("item", "item", "sku", "name", "true");
    private static final String SORT = "name";

    private final Numbers numbers;

    public ItemStore(Numbers numbers) {
        this.numbers = numbers;
    }

    public record Page(
            List<Item> items, int total, @Nullable String next) {}

    /** A new item, before it has a number. Amounts are in {@code currency}, for one unit. */
    public record Draft(
            UUID id,
            String name,
            String category,
            String unit,
            String currency,
            java.math.BigDecimal listPrice,
            java.math.BigDecimal cost) {}

    /** Gives the drafts their numbers, in this order. */
    public void add(Tx tx, List<Draft> drafts) {
        if (drafts.isEmpty()) {
            return;
        }
        long serial = numbers.take(tx, Numbers.Series.ITEM, drafts.size());
        var batch = tx.sql().prepareBatch("""
                INSERT INTO item (id, serial, sku, name, category, unit, currency, list_price, cost)
                VALUES (:id, :serial, :sku, :name, :category, :unit, :currency, :price, :cost)
                """);
        for (var draft : drafts) {
            batch.bind("id", draft.id())
                    .bind("serial", serial)
                    .bind("sku", "SKU-" + serial)
                    .bind("name", draft.name())
                    .bind("category", draft.category())
                    .bind("unit", draft.unit())
                    .bind("currency", draft.currency())
                    .bind("price", draft.listPrice())
                    .bind("cost", draft.cost())
                    .add();
            serial++;
        }
        batch.execute();
    }

    /** The one item that {@code given} names by id, SKU or name; refused otherwise with the candidates. */
    public Item one(Tx tx, String field, String given) {
        return tx.sql()
                .createQuery("SELECT * FROM item WHERE id = :id")
                .bind("id", ITEM.one(tx, field, given))
                .map((row, _) -> item(row))
                .one();
    }

    /** Items whose id or SKU is the text, or whose name or category holds all its words; all items without a text. */
    public Page search(Tx tx, String field, @Nullable String text, int limit, @Nullable String cursor) {
        var match = ItemMatch.of(field, text);
        int total = match.bind(tx.sql().createQuery("SELECT count(*) FROM item i WHERE " + match.where()))
                .mapTo(Integer.class)
                .one();
        var after = PageKey.decoded(cursor, SORT);
        var query = match.bind(tx.sql()
                        .createQuery("SELECT i.* FROM item i WHERE " + match.where()
                                + (after == null ? "" : " AND (i.name, i.serial) > (:key, :serial)")
                                + " ORDER BY i.name, i.serial LIMIT :limit"))
                .bind("limit", limit + 1);
        if (after != null) {
            query.bind("key", after.key()).bind("serial", after.serial());
        }
        record Keyed(Item item, PageKey key) {}
        var found = query.map((row, _) ->
                        new Keyed(item(row), new PageKey(SORT, row.getString("name"), row.getLong("serial"))))
                .list();
        boolean more = found.size() > limit;
        var page = more ? found.subList(0, limit) : found;
        return new Page(
                page.stream().map(Keyed::item).toList(),
                total,
                more ? page.getLast().key().encoded() : null);
    }

    private static Item item(ResultSet row) throws SQLException {
        var currency = row.getString("currency");
        return new Item(
                row.getObject("id", UUID.class),
                row.getString("sku"),
                row.getString("name"),
                row.getString("category"),
                row.getString("unit"),
                Money.of(row.getBigDecimal("list_price"), currency),
                Money.of(row.getBigDecimal("cost"), currency));
    }
}
