package dev.bac.erp.stock;

import dev.bac.erp.item.Tracking;
import dev.bac.erp.valuation.AverageWorth;
import dev.bac.erp.valuation.FifoWorth;
import dev.bac.erp.valuation.Valuation;
import dev.bac.erp.valuation.Worth;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An item as the ledger holds it while it is moved: how it is valued, and where its sums stand.
 *
 * @param cost of one unit, where nothing else says what goods are worth
 * @param tracking how its goods are told apart
 * @param last the latest day of which a move was booked; null when its moves are not valued yet
 */
record Shelf(
        UUID item,
        String sku,
        String currency,
        BigDecimal cost,
        Valuation rule,
        BigDecimal quantity,
        BigDecimal value,
        @Nullable LocalDate last,
        Tracking tracking) {

    /** Locks the items' rows in the order of their ids; a row is made before it is locked. */
    static Shelves lock(Tx tx, Collection<UUID> items) {
        var found = select(tx, items);
        if (found.size() < items.stream().distinct().count()) {
            // In order, too: making a row that another transaction is making waits for it.
            var batch = tx.sql()
                    .prepareBatch(
                            "INSERT INTO stock_worth (item_id, quantity, value) VALUES (:item, 0, 0) ON CONFLICT DO NOTHING");
            items.stream()
                    .distinct()
                    .sorted(java.util.Comparator.comparing(UUID::toString))
                    .forEach(item -> batch.bind("item", item).add());
            batch.execute();
            found = select(tx, items);
        }
        return new Shelves(found);
    }

    private static Map<UUID, Shelf> select(Tx tx, Collection<UUID> items) {
        var found = new LinkedHashMap<UUID, Shelf>();
        tx.sql()
                .createQuery("""
                        SELECT i.id, i.sku, i.currency, i.cost, i.valuation, w.quantity, w.value, w.last_on, i.tracking
                          FROM stock_worth w JOIN item i ON i.id = w.item_id
                         WHERE w.item_id IN (<items>) ORDER BY w.item_id FOR UPDATE OF w
                        """)
                .bindList("items", List.copyOf(items))
                .map((row, _) -> shelf(row))
                .forEach(one -> found.put(one.item(), one));
        return found;
    }

    /** An item as it stands, without a lock. */
    static Shelf look(Tx tx, UUID item) {
        return tx.sql()
                .createQuery("""
                        SELECT i.id, i.sku, i.currency, i.cost, i.valuation, w.quantity, w.value, w.last_on, i.tracking
                          FROM stock_worth w JOIN item i ON i.id = w.item_id WHERE w.item_id = :item
                        """)
                .bind("item", item)
                .map((row, _) -> shelf(row))
                .one();
    }

    private static Shelf shelf(ResultSet row) throws SQLException {
        return new Shelf(
                row.getObject("id", UUID.class),
                row.getString("sku"),
                row.getString("currency"),
                row.getBigDecimal("cost"),
                Valuation.valueOf(row.getString("valuation")),
                row.getBigDecimal("quantity"),
                row.getBigDecimal("value"),
                row.getObject("last_on", LocalDate.class),
                Tracking.valueOf(row.getString("tracking")));
    }

    int decimals() {
        return Currency.getInstance(currency).getDefaultFractionDigits();
    }

    /** What so many are worth at the item's own cost. */
    BigDecimal atCost(BigDecimal many) {
        return cost.multiply(many).setScale(decimals(), RoundingMode.HALF_UP);
    }

    /** What is there now. */
    Worth worth(Tx tx) {
        return switch (rule) {
            case AVERAGE -> new AverageWorth(quantity, value, decimals());
            case FIFO -> new FifoWorth(layers(tx), decimals());
        };
    }

    private List<FifoWorth.Layer> layers(Tx tx) {
        return tx.sql()
                .createQuery("SELECT move_id, quantity, value FROM stock_layer WHERE item_id = :item ORDER BY place")
                .bind("item", item)
                .map((row, _) -> new FifoWorth.Layer(
                        row.getObject("move_id", UUID.class),
                        row.getBigDecimal("quantity"),
                        row.getBigDecimal("value")))
                .list();
    }

    /** Keeps what is there after moves up to a day. */
    void keep(Tx tx, Worth worth, LocalDate until) {
        tx.sql()
                .createUpdate("""
                        UPDATE stock_worth SET quantity = :quantity, value = :value,
                               last_on = greatest(last_on, CAST(:until AS date)) WHERE item_id = :item
                        """)
                .bind("quantity", worth.quantity())
                .bind("value", worth.value())
                .bind("until", until)
                .bind("item", item)
                .execute();
        keepQueue(tx, worth);
    }

    /** Keeps the queue of an item that has one. */
    void keepQueue(Tx tx, Worth worth) {
        if (worth instanceof FifoWorth queue) {
            keepLayers(tx, queue.layers());
        }
    }

    private void keepLayers(Tx tx, List<FifoWorth.Layer> layers) {
        tx.sql().execute("DELETE FROM stock_layer WHERE item_id = ?", item);
        if (layers.isEmpty()) {
            return;
        }
        var batch = tx.sql().prepareBatch("""
                INSERT INTO stock_layer (item_id, place, move_id, quantity, value)
                VALUES (:item, :place, :move, :quantity, :value)
                """);
        long place = 0;
        for (var layer : layers) {
            batch.bind("item", item)
                    .bind("place", ++place)
                    .bind("move", layer.move())
                    .bind("quantity", layer.quantity())
                    .bind("value", layer.value())
                    .add();
        }
        batch.execute();
    }
}
