package dev.bac.erp.stock;

import dev.bac.erp.valuation.Entry;
import dev.bac.erp.valuation.History;
import dev.bac.erp.valuation.Worth;
import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Gives moves their values. At the end of an item's history its sums are enough; anything booked before that end has
 * the whole history valued anew, and what comes out different is written as a difference.
 */
final class Valuing {
    private static final String ENTRIES = """
            SELECT m.id, m.kind, m.quantity, m.origin_id, t.kind IN ('WAREHOUSE', 'TRANSIT') AS inward,
                   m.cost + coalesce((SELECT sum(amount) FROM landed_cost c WHERE c.move_id = m.id), 0) AS cost
              FROM stock_move m JOIN location f ON f.id = m.from_id JOIN location t ON t.id = m.to_id
             WHERE m.item_id = :item AND m.reverses_id IS NULL
               AND NOT EXISTS (SELECT 1 FROM stock_move r WHERE r.reverses_id = m.id)
               AND (f.kind IN ('WAREHOUSE', 'TRANSIT')) <> (t.kind IN ('WAREHOUSE', 'TRANSIT'))
             ORDER BY m.moved_on, m.position, m.seq
            """;

    private Valuing() {}

    /** By how much a move's value changes; {@code cause} as the column says. */
    record Change(UUID move, String cause, BigDecimal value) {}

    /** The values of moves at the end of the item's history. */
    static List<Change> append(Tx tx, Shelf shelf, UUID posting, List<Move> moves, Places places) {
        var valued = at(tx, shelf, posting, moves, places);
        shelf.keep(tx, valued.worth(), moves.getLast().date());
        return valued.changes();
    }

    /** The values of moves at the end of the item's history, and what there is after them; nothing is written. */
    record Valued(List<Change> changes, Worth worth) {}

    static Valued at(Tx tx, Shelf shelf, UUID posting, List<Move> moves, Places places) {
        var history = new History(shelf.worth(tx), shelf.decimals());
        var changes = new ArrayList<Change>();
        var origins = new java.util.HashSet<UUID>();
        for (var move : moves) {
            if (!places.crosses(move)) {
                continue;
            }
            boolean inward = places.inward(move);
            if (inward
                    && move.links().origin() != null
                    && origins.add(move.links().origin())) {
                away(tx, history, move.links().origin(), posting);
            }
            var entry = new Entry(
                    move.id(),
                    inward,
                    move.quantity(),
                    inward && move.links().origin() == null ? cost(shelf, move) : null,
                    move.kind() == Move.Kind.ADJUST,
                    move.links().origin());
            changes.add(new Change(move.id(), "MOVE", add(history, entry, shelf)));
        }
        return new Valued(changes, history.worth());
    }

    private static BigDecimal cost(Shelf shelf, Move move) {
        return move.links().cost() == null
                ? shelf.atCost(move.quantity())
                : move.links().cost();
    }

    /** What of a delivery is still away, leaving out what comes back with this posting. */
    private static void away(Tx tx, History history, UUID origin, UUID posting) {
        record Rest(BigDecimal quantity, BigDecimal value) {}
        tx.sql()
                .createQuery("""
                        WITH back AS (
                            SELECT b.id, b.quantity FROM stock_move b WHERE b.origin_id = :origin AND b.posting_id <> :posting
                               AND NOT EXISTS (SELECT 1 FROM stock_move r WHERE r.reverses_id = b.id))
                        SELECT m.quantity - (SELECT coalesce(sum(quantity), 0) FROM back) AS quantity,
                               -(SELECT coalesce(sum(v.value), 0) FROM stock_value v
                                  WHERE v.move_id = m.id OR v.move_id IN (SELECT id FROM back)) AS value
                          FROM stock_move m WHERE m.id = :origin
                        """)
                .bind("origin", origin)
                .bind("posting", posting)
                .map((row, _) -> new Rest(row.getBigDecimal("quantity"), row.getBigDecimal("value")))
                .findOne()
                .ifPresent(rest -> history.away(origin, rest.quantity(), rest.value()));
    }

    /** The whole history anew: what changes, of the new moves all and of the others what is different. */
    static List<Change> revalue(Tx tx, Shelf shelf, List<Move> fresh, Set<UUID> landed) {
        var changes = new ArrayList<Change>();
        var known = known(tx, shelf.item());
        for (var move : fresh) {
            var taken = move.links().reverses() == null
                    ? null
                    : known.get(move.links().reverses());
            if (taken != null) {
                changes.add(new Change(move.id(), "MOVE", taken.negate()));
            }
        }
        var history = new History(shelf.rule().nothing(shelf.decimals()), shelf.decimals());
        for (var entry : entries(tx, shelf)) {
            var now = add(history, entry, shelf);
            var before = known.get(entry.move());
            if (before == null) {
                changes.add(new Change(entry.move(), "MOVE", now));
            } else if (now.compareTo(before) != 0) {
                changes.add(new Change(
                        entry.move(), landed.contains(entry.move()) ? "LANDED" : "REVALUED", now.subtract(before)));
            }
        }
        var last = fresh.stream().map(Move::date).max(java.util.Comparator.naturalOrder());
        shelf.keep(tx, history.worth(), last.orElseGet(() -> latest(tx, shelf)));
        return changes;
    }

    private static java.time.LocalDate latest(Tx tx, Shelf shelf) {
        return tx.sql()
                .createQuery("SELECT max(moved_on) FROM stock_move WHERE item_id = :item")
                .bind("item", shelf.item())
                .mapTo(java.time.LocalDate.class)
                .one();
    }

    /** What the item's moves should be worth by its rule, from its first move on; nothing is written. */
    static History replay(Tx tx, Shelf shelf) {
        var history = new History(shelf.rule().nothing(shelf.decimals()), shelf.decimals());
        entries(tx, shelf).forEach(history::add);
        return history;
    }

    static Map<UUID, BigDecimal> known(Tx tx, UUID item) {
        var known = new HashMap<UUID, BigDecimal>();
        tx.sql()
                .createQuery(
                        "SELECT move_id, sum(value) AS value FROM stock_value WHERE item_id = :item GROUP BY move_id")
                .bind("item", item)
                .map((row, _) -> known.put(row.getObject("move_id", UUID.class), row.getBigDecimal("value")) == null)
                .list();
        return known;
    }

    private static List<Entry> entries(Tx tx, Shelf shelf) {
        return tx.sql()
                .createQuery(ENTRIES)
                .bind("item", shelf.item())
                .map((row, _) -> entry(row, shelf))
                .list();
    }

    private static Entry entry(ResultSet row, Shelf shelf) throws SQLException {
        boolean inward = row.getBoolean("inward");
        var origin = row.getObject("origin_id", UUID.class);
        var quantity = row.getBigDecimal("quantity");
        return new Entry(
                row.getObject("id", UUID.class),
                inward,
                quantity,
                inward && origin == null ? or(row.getBigDecimal("cost"), shelf.atCost(quantity)) : null,
                row.getString("kind").equals(Move.Kind.ADJUST.name()),
                origin);
    }

    private static BigDecimal or(@Nullable BigDecimal cost, BigDecimal usual) {
        return cost == null ? usual : cost.setScale(usual.scale(), java.math.RoundingMode.UNNECESSARY);
    }

    private static BigDecimal add(History history, Entry entry, Shelf shelf) {
        try {
            return history.add(entry);
        } catch (Worth.Shortage e) {
            throw new ToolRefusal(
                    "conflict",
                    "date: %s: %s at that time; book what brought them first, or a later day"
                            .formatted(shelf.sku(), e.getMessage()));
        }
    }
}
