package dev.bac.erp.goods;

import dev.bac.erp.item.Numbers;
import dev.bac.mcp.argument.NamedRecord;
import dev.bac.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Notes as rows. They only come; a cancelled one has a row that says so. */
public final class GoodsNotes {
    private static final NamedRecord NOTE = new NamedRecord("note", "goods_note", "number", "number", "true");

    private final Numbers numbers;

    public GoodsNotes(Numbers numbers) {
        this.numbers = numbers;
    }

    /** The number that the note will get: the row of its series stays locked until the commit. */
    public GoodsNote numbered(Tx tx, GoodsNote note) {
        return note.numbered(note.kind().prefix + numbers.take(tx, note.kind().series, 1));
    }

    /** Writes a note that has its number, after its moves. */
    public void add(Tx tx, GoodsNote note) {
        tx.sql()
                .createUpdate("""
                        INSERT INTO goods_note (id, kind, serial, number, order_id, against_id, warehouse_id, done_on,
                                                currency, reason)
                        VALUES (:id, :kind, :serial, :number, :order, CAST(:against AS uuid), :warehouse, :date,
                                :currency, :reason)
                        """)
                .bind("id", note.id())
                .bind("kind", note.kind().name())
                .bind(
                        "serial",
                        Long.parseLong(
                                note.number().substring(note.kind().prefix.length())))
                .bind("number", note.number())
                .bind("order", note.order())
                .bind("against", text(note.against()))
                .bind("warehouse", note.warehouse())
                .bind("date", note.date())
                .bind("currency", note.currency())
                .bind("reason", note.reason())
                .execute();
        var batch = tx.sql().prepareBatch("""
                INSERT INTO goods_line (note_id, line, order_line, against_line, item_id, quantity, rejected, amount, move_id)
                VALUES (:note, :line, :orderLine, CAST(:againstLine AS int), :item, :quantity, :rejected, :amount,
                        CAST(:move AS uuid))
                """);
        for (var line : note.lines()) {
            batch.bind("note", note.id())
                    .bind("line", line.line())
                    .bind("orderLine", line.orderLine())
                    .bind("againstLine", text(line.againstLine()))
                    .bind("item", line.item())
                    .bind("quantity", line.quantity())
                    .bind("rejected", line.rejected())
                    .bind("amount", line.amount())
                    .bind("move", text(line.move()))
                    .add();
        }
        batch.execute();
    }

    private static @Nullable String text(@Nullable Object given) {
        return given == null ? null : given.toString();
    }

    /** The one note that {@code given} names by number or id; refused otherwise. */
    public GoodsNote one(Tx tx, String field, String given) {
        return get(tx, NOTE.one(tx, field, given));
    }

    public GoodsNote get(Tx tx, UUID id) {
        return select(tx, "n.id = :id", id).getFirst();
    }

    /** The notes of an order that are not cancelled, the earliest first. */
    public List<GoodsNote> ofOrder(Tx tx, UUID order, GoodsNote.Kind kind) {
        return select(tx, "n.order_id = :id AND n.kind = '" + kind.name() + "'", order).stream()
                .filter(note -> !cancelled(tx, note.id()))
                .toList();
    }

    private List<GoodsNote> select(Tx tx, String where, UUID id) {
        return tx
                .sql()
                .createQuery("SELECT n.* FROM goods_note n WHERE " + where + " ORDER BY n.done_on, n.serial")
                .bind("id", id)
                .map((row, _) -> note(row, List.of()))
                .list()
                .stream()
                .map(note -> withLines(tx, note))
                .toList();
    }

    private static GoodsNote note(ResultSet row, List<GoodsNote.Line> lines) throws SQLException {
        return new GoodsNote(
                row.getObject("id", UUID.class),
                GoodsNote.Kind.valueOf(row.getString("kind")),
                row.getString("number"),
                row.getObject("order_id", UUID.class),
                row.getObject("against_id", UUID.class),
                row.getObject("warehouse_id", UUID.class),
                row.getObject("done_on", LocalDate.class),
                row.getString("currency"),
                row.getString("reason"),
                lines);
    }

    private static GoodsNote withLines(Tx tx, GoodsNote note) {
        var lines = tx.sql()
                .createQuery("SELECT * FROM goods_line WHERE note_id = :id ORDER BY line")
                .bind("id", note.id())
                .map((row, _) -> line(row))
                .list();
        return new GoodsNote(
                note.id(),
                note.kind(),
                note.number(),
                note.order(),
                note.against(),
                note.warehouse(),
                note.date(),
                note.currency(),
                note.reason(),
                lines);
    }

    private static GoodsNote.Line line(ResultSet row) throws SQLException {
        int against = row.getInt("against_line");
        return new GoodsNote.Line(
                row.getInt("line"),
                row.getInt("order_line"),
                row.getObject("against_line") == null ? null : against,
                row.getObject("item_id", UUID.class),
                row.getBigDecimal("quantity"),
                row.getBigDecimal("rejected"),
                row.getBigDecimal("amount"),
                row.getObject("move_id", UUID.class));
    }

    /** Of which lots the goods of a note are, by line; lines of goods without one are left out. */
    public Map<Integer, UUID> lots(Tx tx, UUID note) {
        var lots = new HashMap<Integer, UUID>();
        tx.sql()
                .createQuery("""
                        SELECT k.line, m.lot_id FROM goods_line k JOIN stock_move m ON m.id = k.move_id
                         WHERE k.note_id = :id AND m.lot_id IS NOT NULL
                        """)
                .bind("id", note)
                .map((row, _) -> lots.put(row.getInt("line"), row.getObject("lot_id", UUID.class)) == null)
                .list();
        return lots;
    }

    public boolean cancelled(Tx tx, UUID note) {
        return tx.sql()
                .createQuery("SELECT EXISTS (SELECT 1 FROM goods_void WHERE note_id = :id)")
                .bind("id", note)
                .mapTo(Boolean.class)
                .one();
    }

    /** Notes that it is cancelled; its moves are taken back by who calls. */
    public void cancel(Tx tx, UUID note, String reason) {
        tx.sql()
                .createUpdate("INSERT INTO goods_void (note_id, voided_on, reason) VALUES (:id, :today, :reason)")
                .bind("id", note)
                .bind("today", tx.today())
                .bind("reason", reason)
                .execute();
    }

    /** What notes of that kind have done of an order's lines, by line; cancelled ones do not count. */
    public Map<Integer, Done> doneOfOrder(Tx tx, UUID order, GoodsNote.Kind kind) {
        return done(tx, "l.order_line", "n.order_id = :id AND n.kind = '" + kind.name() + "'", order);
    }

    /** What went back of a note's lines, by line. */
    public Map<Integer, Done> goneBack(Tx tx, UUID note) {
        return done(tx, "l.against_line", "n.against_id = :id", note);
    }

    private static Map<Integer, Done> done(Tx tx, String line, String where, UUID id) {
        var done = new HashMap<Integer, Done>();
        tx.sql()
                .createQuery("""
                        SELECT %s AS line, sum(l.quantity) AS quantity, sum(l.amount) AS amount
                          FROM goods_line l JOIN goods_note n ON n.id = l.note_id
                         WHERE %s AND NOT EXISTS (SELECT 1 FROM goods_void v WHERE v.note_id = n.id) GROUP BY 1
                        """.formatted(line, where))
                .bind("id", id)
                .map((row, _) -> done.put(
                                row.getInt("line"),
                                new Done(row.getBigDecimal("quantity"), row.getBigDecimal("amount")))
                        == null)
                .list();
        return done;
    }
}
