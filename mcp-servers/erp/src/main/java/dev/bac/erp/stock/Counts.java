package dev.bac.erp.stock;

import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Counts stay true. What was counted on a day was there on that day, whatever is booked for an earlier day later on: the
 * difference that the count had found changes. What was booked for it is taken back and the new difference is booked in
 * its place, beside the count, so that it is worth what it would have been had all been booked in order.
 */
final class Counts {

    /** A count of an item in a warehouse, and where it stands in the ledger. */
    record Count(UUID id, LocalDate on, long position) {
        /** Whether a move is of a time before it: what is posted later for the same day comes after it. */
        boolean follows(Move move) {
            var at = move.links().position();
            return move.date().isBefore(on) || move.date().equals(on) && at != null && at <= position;
        }
    }

    private record Place(UUID item, UUID location, @Nullable UUID lot) {}

    private Counts() {}

    /** Notes a count; what makes it true is posted already. What is booked for a day before it is backdated from now on. */
    static void add(Tx tx, Counted counted) {
        tx.sql()
                .createUpdate("""
                        INSERT INTO stock_count (id, item_id, location_id, counted_on, counted, position, lot_id)
                        SELECT :id, :item, :place, :on, :counted,
                               coalesce(CAST(:position AS bigint), nextval('stock_move_seq_seq')), CAST(:lot AS uuid)
                        """)
                .bind("id", counted.id())
                .bind("item", counted.item())
                .bind("place", counted.place())
                .bind("on", counted.on())
                .bind("counted", counted.quantity())
                .bind("position", counted.position())
                .bind("lot", counted.lot() == null ? null : counted.lot().toString())
                .execute();
        tx.sql()
                .execute(
                        "UPDATE stock_worth SET last_on = greatest(last_on, ?) WHERE item_id = ?",
                        counted.on(),
                        counted.item());
    }

    /** The moves that keep the counts true which come after some of these. */
    static List<Move> keep(Tx tx, List<Move> moves, Places places, UUID adjustment) {
        var byPlace = new LinkedHashMap<Place, List<Move>>();
        for (var move : moves) {
            for (var end : List.of(move.from(), move.to())) {
                if (!places.outside(end)) {
                    byPlace.computeIfAbsent(
                                    new Place(move.item(), end, move.links().lot()), _ -> new ArrayList<>())
                            .add(move);
                }
            }
        }
        var keeping = new ArrayList<Move>();
        byPlace.forEach((place, there) -> {
            var left = new ArrayList<>(there);
            for (var count : after(tx, place, earliest(there))) {
                var before = left.stream().filter(count::follows).toList();
                left.removeAll(before);
                var change = before.stream()
                        .map(move -> move.to().equals(place.location())
                                ? move.quantity()
                                : move.quantity().negate())
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
                if (change.signum() != 0) {
                    keeping.addAll(keeping(tx, place, count, change, before.getLast(), adjustment));
                }
            }
        });
        return keeping;
    }

    private static LocalDate earliest(List<Move> moves) {
        return moves.stream()
                .map(Move::date)
                .min(java.util.Comparator.naturalOrder())
                .orElseThrow();
    }

    private static List<Move> keeping(
            Tx tx, Place place, Count count, BigDecimal change, Move because, UUID adjustment) {
        var moves = new ArrayList<Move>();
        var difference = change.negate();
        for (var old : MoveBook.ofCount(tx, count.id())) {
            moves.add(Reversal.opposite(tx, old).because(because.id()));
            difference = difference.add(
                    old.to().equals(place.location())
                            ? old.quantity()
                            : old.quantity().negate());
        }
        if (difference.signum() != 0) {
            boolean out = difference.signum() < 0;
            moves.add(new Move(
                    tx.newId(),
                    Move.Kind.ADJUST,
                    place.item(),
                    out ? place.location() : adjustment,
                    out ? adjustment : place.location(),
                    difference.abs(),
                    count.on(),
                    MoveLinks.NONE
                            .because("what was counted on %s stays true".formatted(count.on()))
                            .keeping(count.id(), because.id(), count.position())
                            .ofLot(place.lot())));
        }
        return moves;
    }

    private static List<Count> after(Tx tx, Place place, LocalDate from) {
        return tx.sql()
                .createQuery("""
                        SELECT c.id, c.counted_on, c.position FROM stock_count c
                         WHERE c.item_id = :item AND c.location_id = :place AND c.counted_on >= :from
                           AND c.lot_id IS NOT DISTINCT FROM CAST(:lot AS uuid)
                           AND NOT EXISTS (SELECT 1 FROM stock_count_void v WHERE v.count_id = c.id)
                         ORDER BY c.counted_on, c.position
                        """)
                .bind("item", place.item())
                .bind("place", place.location())
                .bind("from", from)
                .bind("lot", place.lot() == null ? null : place.lot().toString())
                .map((row, _) -> new Count(
                        row.getObject("id", UUID.class),
                        row.getObject("counted_on", LocalDate.class),
                        row.getLong("position")))
                .list();
    }

    /**
     * A count does not hold any more.
     *
     * @return false when it did not before
     */
    static boolean end(Tx tx, UUID count) {
        return tx.sql().execute("INSERT INTO stock_count_void (count_id) VALUES (?) ON CONFLICT DO NOTHING", count)
                == 1;
    }
}
