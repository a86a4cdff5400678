package dev.bac.erp.count;

import dev.bac.erp.item.Documents;
import dev.bac.erp.item.Numbers;
import dev.bac.erp.stock.Quantities;
import dev.bac.mcp.argument.NamedRecord;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Count sheets as rows. */
final class CountSheets {
    private static final Documents<CountSheet> HEADS = new Documents<>(
            new NamedRecord("count sheet", "count_sheet", "number", "number", "true"),
            "SELECT c.*, l.name FROM count_sheet c JOIN location l ON l.id = c.warehouse_id",
            "c",
            (row, _) -> head(row));

    private final Numbers numbers;

    CountSheets(Numbers numbers) {
        this.numbers = numbers;
    }

    UUID add(Tx tx, UUID warehouse) {
        var id = tx.newId();
        long serial = numbers.take(tx, Numbers.Series.COUNT, 1);
        tx.sql()
                .execute(
                        "INSERT INTO count_sheet (id, serial, number, warehouse_id, taken_on, status) VALUES (?, ?, ?, ?, ?, 'OPEN')",
                        id,
                        serial,
                        "CS-" + serial,
                        warehouse,
                        tx.today());
        return id;
    }

    /**
     * Adds a line for each lot of the item in the warehouse, or one for the item, each at a place of its own after all moves
     * there are. Its row in stock_worth is locked.
     */
    void line(Tx tx, UUID sheet, UUID warehouse, UUID item) {
        tx.sql()
                .createUpdate("""
                        INSERT INTO count_line (sheet_id, line, item_id, lot_id, position)
                        SELECT :sheet, (SELECT coalesce(max(line), 0) FROM count_line WHERE sheet_id = :sheet)
                                       + row_number() OVER (ORDER BY l.code), i.id, l.id,
                               nextval('stock_move_seq_seq')
                          FROM item i
                          LEFT JOIN (lot_balance b JOIN lot l ON l.id = b.lot_id)
                            ON i.tracking <> 'NONE' AND b.item_id = i.id AND b.location_id = :warehouse AND b.on_hand > 0
                         WHERE i.id = :item AND (i.tracking = 'NONE' OR l.id IS NOT NULL)
                        """)
                .bind("sheet", sheet)
                .bind("warehouse", warehouse)
                .bind("item", item)
                .execute();
    }

    /** Adds a line for a lot that nobody expected. */
    void unexpected(Tx tx, UUID sheet, UUID item, @Nullable UUID lot) {
        tx.sql()
                .createUpdate("""
                        INSERT INTO count_line (sheet_id, line, item_id, lot_id, position)
                        SELECT :sheet, coalesce(max(line), 0) + 1, :item, CAST(:lot AS uuid),
                               coalesce(max(position) FILTER (WHERE item_id = :item), nextval('stock_move_seq_seq'))
                          FROM count_line WHERE sheet_id = :sheet
                        """)
                .bind("sheet", sheet)
                .bind("item", item)
                .bind("lot", lot == null ? null : lot.toString())
                .execute();
    }

    void counted(Tx tx, UUID sheet, int line, BigDecimal quantity) {
        tx.sql().execute("UPDATE count_line SET counted = ? WHERE sheet_id = ? AND line = ?", quantity, sheet, line);
    }

    void posted(Tx tx, UUID sheet, int line, UUID count, BigDecimal variance) {
        tx.sql()
                .execute(
                        "UPDATE count_line SET count_id = ?, variance = ? WHERE sheet_id = ? AND line = ?",
                        count,
                        variance,
                        sheet,
                        line);
    }

    void status(Tx tx, UUID sheet, CountSheet.Status status) {
        tx.sql().execute("UPDATE count_sheet SET status = ? WHERE id = ?", status.name(), sheet);
    }

    long position(Tx tx, UUID sheet, int line) {
        return tx.sql()
                .createQuery("SELECT position FROM count_line WHERE sheet_id = :sheet AND line = :line")
                .bind("sheet", sheet)
                .bind("line", line)
                .mapTo(Long.class)
                .one();
    }

    /** The one that {@code given} names, locked until the commit; its lines are as whoever held it before left them. */
    CountSheet lock(Tx tx, String field, String given) {
        var head = HEADS.lock(tx, field, given);
        return head.with(lines(tx, head.id()));
    }

    /** The one that {@code given} names. */
    CountSheet one(Tx tx, String field, String given) {
        var head = HEADS.one(tx, field, given);
        return head.with(lines(tx, head.id()));
    }

    CountSheet get(Tx tx, UUID id) {
        return HEADS.get(tx, id).with(lines(tx, id));
    }

    private static CountSheet head(ResultSet row) throws SQLException {
        return new CountSheet(
                row.getObject("id", UUID.class),
                row.getString("number"),
                row.getString("name"),
                row.getObject("warehouse_id", UUID.class),
                row.getObject("taken_on", LocalDate.class),
                CountSheet.Status.valueOf(row.getString("status")),
                List.of());
    }

    private static List<CountSheet.Line> lines(Tx tx, UUID id) {
        return tx.sql()
                .createQuery("""
                        SELECT n.*, i.sku, i.name, i.unit, t.code FROM count_line n JOIN item i ON i.id = n.item_id
                          LEFT JOIN lot t ON t.id = n.lot_id WHERE n.sheet_id = :id ORDER BY n.line
                        """)
                .bind("id", id)
                .map((row, _) -> new CountSheet.Line(
                        row.getInt("line"),
                        row.getString("sku"),
                        row.getString("name"),
                        row.getObject("item_id", UUID.class),
                        row.getString("code"),
                        row.getObject("lot_id", UUID.class),
                        row.getString("unit"),
                        plain(row.getBigDecimal("counted")),
                        plain(row.getBigDecimal("variance"))))
                .list();
    }

    private static @Nullable BigDecimal plain(@Nullable BigDecimal quantity) {
        return quantity == null ? null : Quantities.plain(quantity);
    }
}
