package dev.bac.erp.transfer;

import dev.bac.erp.item.Numbers;
import dev.bac.erp.stock.LotPart;
import dev.bac.erp.stock.Quantities;
import dev.bac.mcp.argument.NamedRecord;
import dev.bac.store.Tx;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** Transfers as rows. They only come; what has become of one are its moves. */
final class Transfers {
    private static final NamedRecord TRANSFER = new NamedRecord("transfer", "transfer", "number", "number", "true");
    private static final String OPEN = """
            EXISTS (SELECT 1 FROM transfer_line n WHERE n.transfer_id = x.id AND n.quantity > (
                SELECT coalesce(sum(m.quantity), 0) FROM transfer_move k JOIN stock_move m ON m.id = k.move_id
                 WHERE k.transfer_id = n.transfer_id AND k.line = n.line AND k.step <> 'SENT'))
            """;

    private final Numbers numbers;

    Transfers(Numbers numbers) {
        this.numbers = numbers;
    }

    /** What goes of an item, of one lot. */
    record Sent(UUID item, LotPart part) {}

    UUID add(Tx tx, UUID from, UUID to, LocalDate on, List<Sent> goods) {
        var id = tx.newId();
        long serial = numbers.take(tx, Numbers.Series.TRANSFER, 1);
        tx.sql()
                .execute(
                        "INSERT INTO transfer (id, serial, number, from_id, to_id, sent_on) VALUES (?, ?, ?, ?, ?, ?)",
                        id,
                        serial,
                        "TF-" + serial,
                        from,
                        to,
                        on);
        var batch = tx.sql().prepareBatch("""
                INSERT INTO transfer_line (transfer_id, line, item_id, lot_id, quantity)
                VALUES (:transfer, :line, :item, CAST(:lot AS uuid), :quantity)
                """);
        int line = 0;
        for (var one : goods) {
            batch.bind("transfer", id)
                    .bind("line", ++line)
                    .bind("item", one.item())
                    .bind(
                            "lot",
                            one.part().lot() == null ? null : one.part().lot().toString())
                    .bind("quantity", one.part().quantity())
                    .add();
        }
        batch.execute();
        return id;
    }

    void moved(Tx tx, UUID transfer, int line, UUID move, String step) {
        tx.sql()
                .execute(
                        "INSERT INTO transfer_move (transfer_id, line, move_id, step) VALUES (?, ?, ?, ?)",
                        transfer,
                        line,
                        move,
                        step);
    }

    /** The one that {@code given} names, locked until the commit. */
    Transfer lock(Tx tx, String field, String given) {
        var id = TRANSFER.one(tx, field, given);
        // Its rows never change, and a row that nobody may update cannot be locked: its id is locked instead.
        tx.sql()
                .createQuery("SELECT CAST(pg_advisory_xact_lock(hashtextextended(:id, 5)) AS text)")
                .bind("id", id.toString())
                .mapTo(String.class)
                .one();
        return get(tx, id);
    }

    Transfer get(Tx tx, UUID id) {
        return select(tx, "x.id = :id", id, 1).getFirst();
    }

    /** The latest, those under way alone when asked for. */
    List<Transfer> list(Tx tx, boolean openOnly, int limit) {
        return select(tx, openOnly ? OPEN : "true", null, limit);
    }

    private static List<Transfer> select(Tx tx, String where, @org.jspecify.annotations.Nullable UUID id, int limit) {
        var query = tx.sql().createQuery("""
                SELECT x.*, f.name AS from_name, t.name AS to_name FROM transfer x
                  JOIN location f ON f.id = x.from_id JOIN location t ON t.id = x.to_id
                 WHERE %s ORDER BY x.serial DESC LIMIT %d
                """.formatted(where, limit));
        if (id != null) {
            query.bind("id", id);
        }
        return query
                .map((row, _) -> new Transfer(
                        row.getObject("id", UUID.class),
                        row.getString("number"),
                        row.getString("from_name"),
                        row.getObject("from_id", UUID.class),
                        row.getString("to_name"),
                        row.getObject("to_id", UUID.class),
                        row.getObject("sent_on", LocalDate.class),
                        List.of()))
                .list()
                .stream()
                .map(one -> new Transfer(
                        one.id(),
                        one.number(),
                        one.from(),
                        one.fromId(),
                        one.to(),
                        one.toId(),
                        one.sent(),
                        lines(tx, one.id())))
                .toList();
    }

    private static List<Transfer.Line> lines(Tx tx, UUID transfer) {
        return tx.sql()
                .createQuery("""
                        SELECT n.*, i.sku, i.name, i.unit, t.code,
                               coalesce(sum(m.quantity) FILTER (WHERE k.step = 'ARRIVED'), 0) AS arrived,
                               coalesce(sum(m.quantity) FILTER (WHERE k.step = 'LOST'), 0) AS lost
                          FROM transfer_line n JOIN item i ON i.id = n.item_id LEFT JOIN lot t ON t.id = n.lot_id
                          LEFT JOIN transfer_move k ON k.transfer_id = n.transfer_id AND k.line = n.line
                          LEFT JOIN stock_move m ON m.id = k.move_id
                         WHERE n.transfer_id = :id
                         GROUP BY n.tenant_id, n.transfer_id, n.line, i.sku, i.name, i.unit, t.code ORDER BY n.line
                        """)
                .bind("id", transfer)
                .map((row, _) -> new Transfer.Line(
                        row.getInt("line"),
                        row.getString("sku"),
                        row.getString("name"),
                        row.getObject("item_id", UUID.class),
                        row.getString("code"),
                        row.getObject("lot_id", UUID.class),
                        Quantities.plain(row.getBigDecimal("quantity")),
                        row.getString("unit"),
                        Quantities.plain(row.getBigDecimal("arrived")),
                        Quantities.plain(row.getBigDecimal("lost"))))
                .list();
    }
}
