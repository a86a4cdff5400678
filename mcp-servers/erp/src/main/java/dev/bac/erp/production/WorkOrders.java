package dev.bac.erp.production;

import dev.bac.erp.item.Numbers;
import dev.bac.erp.stock.Quantities;
import dev.bac.mcp.argument.NamedRecord;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Work orders as rows, each with its own copy of what the goods are made of. */
final class WorkOrders {
    private static final NamedRecord ORDER = new NamedRecord("work order", "work_order", "number", "number", "true");

    private final Numbers numbers;

    WorkOrders(Numbers numbers) {
        this.numbers = numbers;
    }

    UUID add(Tx tx, UUID item, UUID warehouse, BigDecimal quantity, Map<UUID, BigDecimal> parts) {
        var id = tx.newId();
        long serial = numbers.take(tx, Numbers.Series.WORK, 1);
        tx.sql()
                .createUpdate("""
                        INSERT INTO work_order (id, serial, number, item_id, warehouse_id, quantity, ordered_on, status)
                        VALUES (:id, :serial, :number, :item, :warehouse, :quantity, :today, 'OPEN')
                        """)
                .bind("id", id)
                .bind("serial", serial)
                .bind("number", "WO-" + serial)
                .bind("item", item)
                .bind("warehouse", warehouse)
                .bind("quantity", quantity)
                .bind("today", tx.today())
                .execute();
        var batch = tx.sql()
                .prepareBatch("INSERT INTO work_part (work_id, item_id, quantity) VALUES (:work, :item, :quantity)");
        parts.forEach((part, needed) -> batch.bind("work", id)
                .bind("item", part)
                .bind("quantity", needed)
                .add());
        batch.execute();
        return id;
    }

    /** The one order that {@code given} names, locked until the commit. */
    WorkOrder lock(Tx tx, String field, String given) {
        return get(tx, ORDER.one(tx, field, given), " FOR UPDATE OF w");
    }

    WorkOrder get(Tx tx, UUID id) {
        return get(tx, id, "");
    }

    private static WorkOrder get(Tx tx, UUID id, String lock) {
        return tx.sql()
                .createQuery("""
                        SELECT w.*, i.sku, i.name, l.name AS warehouse FROM work_order w
                          JOIN item i ON i.id = w.item_id JOIN location l ON l.id = w.warehouse_id WHERE w.id = :id
                        """ + lock)
                .bind("id", id)
                .map((row, _) -> new WorkOrder(
                        row.getObject("id", UUID.class),
                        row.getString("number"),
                        row.getString("sku"),
                        row.getString("name"),
                        row.getObject("item_id", UUID.class),
                        row.getString("warehouse"),
                        row.getObject("warehouse_id", UUID.class),
                        Quantities.plain(row.getBigDecimal("quantity")),
                        Quantities.plain(row.getBigDecimal("made")),
                        row.getObject("ordered_on", LocalDate.class),
                        WorkOrder.Status.valueOf(row.getString("status"))))
                .one();
    }

    /** What of each part is still to be used up: of the whole, less what was. */
    Map<UUID, BigDecimal> open(Tx tx, UUID work) {
        var open = new LinkedHashMap<UUID, BigDecimal>();
        tx.sql()
                .createQuery("""
                        SELECT p.item_id, p.quantity - coalesce((
                                   SELECT sum(m.quantity) FROM work_move k JOIN stock_move m ON m.id = k.move_id
                                    WHERE k.work_id = p.work_id AND m.item_id = p.item_id AND m.kind = 'CONSUME'), 0) AS open
                          FROM work_part p WHERE p.work_id = :work ORDER BY p.item_id
                        """)
                .bind("work", work)
                .map((row, _) -> open.put(row.getObject("item_id", UUID.class), row.getBigDecimal("open")) == null)
                .list();
        return open;
    }

    void made(Tx tx, UUID work, BigDecimal made, Collection<UUID> moves) {
        tx.sql().createUpdate("""
                        UPDATE work_order SET made = made + :made,
                               status = CASE WHEN made + :made >= quantity THEN 'DONE' ELSE status END WHERE id = :id
                        """).bind("made", made).bind("id", work).execute();
        var batch = tx.sql().prepareBatch("INSERT INTO work_move (work_id, move_id) VALUES (:work, :move)");
        moves.forEach(move -> batch.bind("work", work).bind("move", move).add());
        batch.execute();
    }

    void cancel(Tx tx, UUID work) {
        tx.sql().execute("UPDATE work_order SET status = 'CANCELLED' WHERE id = ?", work);
    }
}
