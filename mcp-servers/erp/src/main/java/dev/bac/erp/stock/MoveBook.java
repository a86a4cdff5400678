package dev.bac.erp.stock;

import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** The rows of moves. They only come; none changes and none goes. */
final class MoveBook {
    /** A move as a row; {@link #bind} gives it what it names. */
    static final String INSERT = """
                INSERT INTO stock_move (id, kind, item_id, from_id, to_id, quantity, moved_on, reason, order_id, recorded_at,
                                        position, posting_id, cost, origin_id, reverses_id, count_id, cause_id, note_id,
                                        note_line, lot_id)
                VALUES (:id, :kind, :item, :from, :to, :quantity, :date, :reason, CAST(:order AS uuid), :now,
                        CAST(:position AS bigint), :posting, CAST(:cost AS numeric), CAST(:origin AS uuid),
                        CAST(:reverses AS uuid), CAST(:count AS uuid), CAST(:cause AS uuid), CAST(:note AS uuid),
                        CAST(:line AS int), CAST(:lot AS uuid))
                """;

    private MoveBook() {}

    /** Locks the balances that several moves will change, in the order in which everybody does. */
    static void lockBalances(Tx tx, List<Move> moves) {
        if (moves.size() > 1) {
            tx.sql()
                    .createQuery("""
                            SELECT 1 FROM stock_balance WHERE item_id IN (<items>) AND location_id IN (<places>)
                             ORDER BY item_id, location_id FOR UPDATE
                            """)
                    .bindList("items", moves.stream().map(Move::item).distinct().toList())
                    .bindList(
                            "places",
                            moves.stream()
                                    .flatMap(move -> Stream.of(move.from(), move.to()))
                                    .distinct()
                                    .toList())
                    .mapTo(Integer.class)
                    .list();
        }
    }

    static void insert(Tx tx, UUID posting, List<Move> moves) {
        var batch = tx.sql().prepareBatch(INSERT);
        for (var move : moves) {
            bind(tx, batch, posting, move).add();
        }
        batch.execute();
    }

    /** Gives a statement what it names of a move. */
    static <T extends SqlStatement<T>> T bind(Tx tx, T statement, UUID posting, Move move) {
        var links = move.links();
        return statement
                .bind("id", move.id())
                .bind("kind", move.kind().name())
                .bind("item", move.item())
                .bind("from", move.from())
                .bind("to", move.to())
                .bind("quantity", move.quantity())
                .bind("date", move.date())
                .bind("reason", links.reason())
                .bind("order", text(links.order()))
                .bind("now", tx.now())
                .bind("position", text(links.position()))
                .bind("posting", posting)
                .bind("cost", text(links.cost()))
                .bind("origin", text(links.origin()))
                .bind("reverses", text(links.reverses()))
                .bind("count", text(links.count()))
                .bind("cause", text(links.cause()))
                .bind("note", text(links.note()))
                .bind("line", text(links.noteLine()))
                .bind("lot", text(links.lot()));
    }

    private static @Nullable String text(@Nullable Object given) {
        return given instanceof BigDecimal number ? number.toPlainString() : given == null ? null : given.toString();
    }

    /** What is booked for a count and not taken back. */
    static List<Move> ofCount(Tx tx, UUID count) {
        return select(
                tx,
                "m.count_id = :id AND m.reverses_id IS NULL AND NOT EXISTS "
                        + "(SELECT 1 FROM stock_move r WHERE r.reverses_id = m.id)",
                count);
    }

    /** A move as it stands in the book, with its own position. */
    static List<Move> select(Tx tx, String where, UUID value) {
        return tx.sql()
                .createQuery("SELECT * FROM stock_move m WHERE " + where + " ORDER BY m.seq")
                .bind("id", value)
                .map((row, _) -> move(row))
                .list();
    }

    private static Move move(ResultSet row) throws SQLException {
        int line = row.getInt("note_line");
        return new Move(
                row.getObject("id", UUID.class),
                Move.Kind.valueOf(row.getString("kind")),
                row.getObject("item_id", UUID.class),
                row.getObject("from_id", UUID.class),
                row.getObject("to_id", UUID.class),
                row.getBigDecimal("quantity"),
                row.getObject("moved_on", LocalDate.class),
                new MoveLinks(
                        row.getString("reason"),
                        row.getObject("order_id", UUID.class),
                        row.getBigDecimal("cost"),
                        row.getObject("origin_id", UUID.class),
                        row.getObject("reverses_id", UUID.class),
                        row.getObject("count_id", UUID.class),
                        row.getObject("cause_id", UUID.class),
                        row.getObject("note_id", UUID.class),
                        row.getObject("note_id", UUID.class) == null ? null : line,
                        row.getLong("position"),
                        row.getObject("lot_id", UUID.class)));
    }

    /** Refuses a past in which a place of ours would have held less than nothing. */
    static void demandPast(Tx tx, UUID item, Location place, LocalDate from) {
        demandPast(tx, "m.item_id = :of", item, place, from);
    }

    /** The same of one lot. */
    static void demandPastOfLot(Tx tx, UUID lot, Location place, LocalDate from) {
        demandPast(tx, "m.lot_id = :of", lot, place, from);
    }

    private static void demandPast(Tx tx, String which, UUID of, Location place, LocalDate from) {
        tx.sql()
                .createQuery("""
                        SELECT w.moved_on, w.there FROM (
                            SELECT m.moved_on, m.position, m.seq, sum(CASE WHEN m.to_id = :place THEN m.quantity ELSE -m.quantity END)
                                       OVER (ORDER BY m.moved_on, m.position, m.seq) AS there
                              FROM stock_move m WHERE %s AND :place IN (m.from_id, m.to_id)) w
                         WHERE w.moved_on >= :from AND w.there < 0 ORDER BY w.moved_on, w.position, w.seq LIMIT 1
                        """.formatted(which))
                .bind("of", of)
                .bind("place", place.id())
                .bind("from", from)
                .map((row, _) -> new ToolRefusal(
                        "conflict",
                        "date: on %s there would have been %s in %s; goods leave only after they came"
                                .formatted(
                                        row.getObject("moved_on", LocalDate.class),
                                        Quantities.text(row.getBigDecimal("there")),
                                        place.name())))
                .findOne()
                .ifPresent(refusal -> {
                    throw refusal;
                });
    }
}
