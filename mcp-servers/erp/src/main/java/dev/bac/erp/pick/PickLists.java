package dev.bac.erp.pick;

import dev.bac.erp.item.Documents;
import dev.bac.erp.item.Numbers;
import dev.bac.erp.stock.Quantities;
import dev.bac.mcp.argument.NamedRecord;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Pick lists as rows. */
final class PickLists {
    private static final Documents<PickList> HEADS = new Documents<>(
            new NamedRecord("pick list", "pick_list", "number", "number", "true"),
            "SELECT p.*, l.name FROM pick_list p JOIN location l ON l.id = p.warehouse_id",
            "p",
            (row, _) -> head(row));

    private final Numbers numbers;

    PickLists(Numbers numbers) {
        this.numbers = numbers;
    }

    /** A line to be written. */
    record Draft(
            UUID order, int orderLine, UUID item, @Nullable UUID lot, BigDecimal quantity) {}

    UUID add(Tx tx, UUID warehouse, List<Draft> lines) {
        var id = tx.newId();
        long serial = numbers.take(tx, Numbers.Series.PICK, 1);
        tx.sql()
                .execute(
                        "INSERT INTO pick_list (id, serial, number, warehouse_id, written_on, status) VALUES (?, ?, ?, ?, ?, 'OPEN')",
                        id,
                        serial,
                        "PK-" + serial,
                        warehouse,
                        tx.today());
        int line = 0;
        for (var draft : lines) {
            insert(tx, id, ++line, draft);
        }
        return id;
    }

    /** Adds a line for a lot that was taken instead of those named; its number. */
    int instead(Tx tx, PickList list, PickList.Line of, @Nullable UUID lot) {
        int line = list.lines().getLast().line() + 1;
        insert(tx, list.id(), line, new Draft(of.orderId(), of.orderLine(), of.itemId(), lot, BigDecimal.ZERO));
        return line;
    }

    private static void insert(Tx tx, UUID list, int line, Draft draft) {
        tx.sql()
                .createUpdate("""
                        INSERT INTO pick_line (pick_id, line, order_id, order_line, item_id, lot_id, quantity)
                        VALUES (:list, :line, :order, :orderLine, :item, CAST(:lot AS uuid), :quantity)
                        """)
                .bind("list", list)
                .bind("line", line)
                .bind("order", draft.order())
                .bind("orderLine", draft.orderLine())
                .bind("item", draft.item())
                .bind("lot", draft.lot() == null ? null : draft.lot().toString())
                .bind("quantity", draft.quantity())
                .execute();
    }

    void picked(Tx tx, UUID list, int line, BigDecimal quantity, @Nullable String reason) {
        tx.sql()
                .createUpdate(
                        "UPDATE pick_line SET picked = :picked, reason = :reason WHERE pick_id = :list AND line = :line")
                .bind("picked", quantity)
                .bind("reason", reason)
                .bind("list", list)
                .bind("line", line)
                .execute();
    }

    void delivered(Tx tx, UUID list, UUID order, UUID note) {
        tx.sql()
                .execute(
                        "UPDATE pick_line SET note_id = ? WHERE pick_id = ? AND order_id = ? AND picked > 0",
                        note,
                        list,
                        order);
    }

    void status(Tx tx, UUID list, PickList.Status status) {
        tx.sql().execute("UPDATE pick_list SET status = ? WHERE id = ?", status.name(), list);
    }

    /** What open lists have of an order's lines, by line. */
    Map<Integer, BigDecimal> listed(Tx tx, UUID order) {
        var listed = new HashMap<Integer, BigDecimal>();
        tx.sql()
                .createQuery("""
                        SELECT n.order_line, sum(coalesce(n.picked, n.quantity)) AS quantity
                          FROM pick_line n JOIN pick_list p ON p.id = n.pick_id AND p.status = 'OPEN'
                         WHERE n.order_id = :order GROUP BY n.order_line
                        """)
                .bind("order", order)
                .map((row, _) -> listed.put(row.getInt("order_line"), row.getBigDecimal("quantity")) == null)
                .list();
        return listed;
    }

    /** What open lists of a warehouse take of an item's lots, by lot. The item is locked. */
    Map<UUID, BigDecimal> taken(Tx tx, UUID item, UUID warehouse) {
        var taken = new HashMap<UUID, BigDecimal>();
        tx.sql()
                .createQuery("""
                        SELECT n.lot_id, sum(coalesce(n.picked, n.quantity)) AS quantity
                          FROM pick_line n JOIN pick_list p ON p.id = n.pick_id AND p.status = 'OPEN'
                         WHERE n.item_id = :item AND p.warehouse_id = :warehouse AND n.lot_id IS NOT NULL GROUP BY n.lot_id
                        """)
                .bind("item", item)
                .bind("warehouse", warehouse)
                .map((row, _) -> taken.put(row.getObject("lot_id", UUID.class), row.getBigDecimal("quantity")) == null)
                .list();
        return taken;
    }

    /** The one that {@code given} names, locked until the commit. */
    PickList lock(Tx tx, String field, String given) {
        return withLines(tx, HEADS.lock(tx, field, given));
    }

    /** The one that {@code given} names. */
    PickList one(Tx tx, String field, String given) {
        return withLines(tx, HEADS.one(tx, field, given));
    }

    PickList get(Tx tx, UUID id) {
        return withLines(tx, HEADS.get(tx, id));
    }

    /** The latest first. */
    List<PickList> list(Tx tx, @Nullable UUID warehouse, boolean open, int limit) {
        return tx
                .sql()
                .createQuery("""
                        SELECT id FROM pick_list
                         WHERE (:open = false OR status = 'OPEN')
                           AND (CAST(:warehouse AS uuid) IS NULL OR warehouse_id = CAST(:warehouse AS uuid))
                         ORDER BY serial DESC LIMIT :limit
                        """)
                .bind("open", open)
                .bind("warehouse", warehouse == null ? null : warehouse.toString())
                .bind("limit", limit)
                .mapTo(UUID.class)
                .list()
                .stream()
                .map(id -> get(tx, id))
                .toList();
    }

    private static PickList head(ResultSet row) throws SQLException {
        return new PickList(
                row.getObject("id", UUID.class),
                row.getString("number"),
                row.getString("name"),
                row.getObject("warehouse_id", UUID.class),
                row.getObject("written_on", LocalDate.class),
                PickList.Status.valueOf(row.getString("status")),
                List.of());
    }

    /** The lines after the head: who waited for it sees them as the one before left them. */
    private static PickList withLines(Tx tx, PickList head) {
        var lines = tx.sql()
                .createQuery("""
                        SELECT n.*, i.sku, i.name, i.unit, t.code, t.expires_on, o.number FROM pick_line n
                          JOIN item i ON i.id = n.item_id JOIN sales_order o ON o.id = n.order_id
                          LEFT JOIN lot t ON t.id = n.lot_id WHERE n.pick_id = :id ORDER BY n.line
                        """)
                .bind("id", head.id())
                .map((row, _) -> line(row))
                .list();
        return new PickList(
                head.id(), head.number(), head.warehouse(), head.warehouseId(), head.written(), head.status(), lines);
    }

    private static PickList.Line line(ResultSet row) throws SQLException {
        var picked = row.getBigDecimal("picked");
        return new PickList.Line(
                row.getInt("line"),
                row.getString("sku"),
                row.getString("name"),
                row.getObject("item_id", UUID.class),
                row.getString("code"),
                row.getObject("lot_id", UUID.class),
                row.getObject("expires_on", LocalDate.class),
                row.getString("number"),
                row.getObject("order_id", UUID.class),
                row.getInt("order_line"),
                row.getString("unit"),
                Quantities.plain(row.getBigDecimal("quantity")),
                picked == null ? null : Quantities.plain(picked),
                row.getString("reason"));
    }
}
