package dev.bac.erp.stock;

import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Books moves: rows, values, counts kept true, events. Its callers hold the locks or take them here. */
final class Ledger {
    private static final String REVALUED = "erp.stock.revalued";

    private final Locations locations;
    private final StockLedger balances;

    Ledger(Locations locations, StockLedger balances) {
        this.locations = locations;
        this.balances = balances;
    }

    /** Of what is booked: the moves with those that keep counts true, by item. */
    private record Plan(Shelves shelves, Places places, Map<UUID, List<Move>> byItem) {
        List<Move> all() {
            return byItem.values().stream().flatMap(List::stream).toList();
        }
    }

    Map<UUID, BigDecimal> book(Tx tx, Booking booking) {
        if (booking.moves().isEmpty()) {
            return Map.of();
        }
        return book(tx, booking, plan(tx, booking.moves()));
    }

    /** Books moves of an item that is held with both places. */
    Map<UUID, BigDecimal> book(Tx tx, Booking booking, Held held) {
        var move = booking.moves().getFirst();
        var shelf = held.shelves().of(move.item());
        if (booking.moves().size() > 1
                || reachesBack(move, shelf)
                || move.links().lot() != null) {
            return book(tx, booking);
        }
        var costed = costed(move, shelf, held.places());
        LotGuard.check(tx, held.shelves(), held.places(), List.of(costed));
        var posting = tx.newId();
        var valued = Valuing.at(tx, shelf, posting, List.of(costed), held.places());
        var head = new Postings.Head(posting, booking.event(), booking.subject(), move.date(), shelf.currency());
        var told = Postings.told(costed, shelf, held.places());
        var more = booking.about(move.id());
        var line = more == null ? told : told.setAll(more);
        var lines = valued.changes().stream()
                .map(change -> new Postings.Line(move.item(), change, line))
                .toList();
        if (lines.isEmpty()) {
            booking.body().withArray("transfers").add(line);
        }
        Postings.tell(tx, head, lines, booking.body());
        SingleMove.write(tx, head, costed, valued);
        shelf.keepQueue(tx, valued.worth());
        return lines.isEmpty()
                ? Map.of()
                : Map.of(move.id(), lines.getFirst().change().value());
    }

    /** Books moves that take others back, unless their goods are gone or promised to somebody. */
    Map<UUID, BigDecimal> takeBack(Tx tx, Booking booking) {
        if (booking.moves().isEmpty()) {
            return Map.of();
        }
        var plan = plan(tx, booking.moves());
        demandWhatLeaves(tx, plan);
        return book(tx, booking, plan);
    }

    private Map<UUID, BigDecimal> book(Tx tx, Booking booking, Plan plan) {
        var currency = plan.shelves().currency();
        var posting = tx.newId();
        LotGuard.check(tx, plan.shelves(), plan.places(), plan.all());
        MoveBook.lockBalances(tx, plan.all());
        MoveBook.insert(tx, posting, inOrder(plan));
        var changes = new LinkedHashMap<UUID, List<Valuing.Change>>();
        plan.byItem().forEach((item, moves) -> changes.put(item, value(tx, plan, posting, moves)));
        var head = new Postings.Head(
                posting,
                booking.event(),
                booking.subject(),
                booking.moves().getFirst().date(),
                currency);
        return tell(tx, head, booking, plan, changes);
    }

    private void demandWhatLeaves(Tx tx, Plan plan) {
        record Place(UUID item, UUID location) {}
        var changes = new TreeMap<Place, BigDecimal>(
                Comparator.comparing((Place place) -> place.item().toString())
                        .thenComparing(place -> place.location().toString()));
        for (var move : plan.all()) {
            changes.merge(new Place(move.item(), move.to()), move.quantity(), BigDecimal::add);
            changes.merge(new Place(move.item(), move.from()), move.quantity().negate(), BigDecimal::add);
        }
        changes.forEach((place, change) -> {
            if (plan.places().outside(place.location())) {
                return;
            }
            var there = balances.lock(tx, place.item(), plan.places().at(place.location()));
            if (there.available().add(change).signum() < 0) {
                throw new ToolRefusal(
                        "conflict",
                        "what: only %s of its %s are still free in %s; the rest has left or is promised"
                                .formatted(
                                        Quantities.text(there.available()),
                                        Quantities.text(change.negate()),
                                        plan.places().at(place.location()).name()));
            }
        });
    }

    private Plan plan(Tx tx, List<Move> moves) {
        var shelves = Shelf.lock(tx, moves.stream().map(Move::item).distinct().toList());
        var places = Places.of(tx, locations, moves);
        var all = new ArrayList<>(moves);
        if (moves.stream().anyMatch(move -> reachesBack(move, shelves.of(move.item())))) {
            var adjustment = locations.outside(tx, Location.Kind.ADJUSTMENT);
            places.add(adjustment);
            all.addAll(Counts.keep(tx, moves, places, adjustment.id()));
        }
        var costed = all.stream()
                .map(move -> costed(move, shelves.of(move.item()), places))
                .collect(Collectors.groupingBy(Move::item, LinkedHashMap::new, Collectors.toList()));
        return new Plan(shelves, places, costed);
    }

    private static boolean reachesBack(Move move, Shelf shelf) {
        return shelf.last() == null
                || move.date().isBefore(shelf.last())
                || move.links().position() != null;
    }

    /** Goods that come in from outside bring a cost, be it the item's own. */
    private static Move costed(Move move, Shelf shelf, Places places) {
        var links = move.links();
        boolean brings =
                places.inward(move) && links.cost() == null && links.origin() == null && links.reverses() == null;
        return brings ? move.with(links.costing(shelf.atCost(move.quantity()))) : move;
    }

    /** What comes in for a count first, what leaves for one last: no balance falls below zero in between. */
    private static List<Move> inOrder(Plan plan) {
        var sorted = new ArrayList<>(plan.all());
        sorted.sort(Comparator.comparingInt(
                move -> move.links().cause() == null ? 0 : plan.places().outside(move.to()) ? 1 : -1));
        return sorted;
    }

    private static List<Valuing.Change> value(Tx tx, Plan plan, UUID posting, List<Move> moves) {
        var shelf = plan.shelves().of(moves.getFirst().item());
        if (moves.stream().noneMatch(move -> reachesBack(move, shelf))) {
            return Valuing.append(tx, shelf, posting, moves, plan.places());
        }
        var from = moves.stream().map(Move::date).min(Comparator.naturalOrder()).orElseThrow();
        moves.stream()
                .flatMap(move -> java.util.stream.Stream.of(move.from(), move.to()))
                .distinct()
                .map(id -> plan.places().at(id))
                .filter(place -> !place.outside())
                .forEach(place -> MoveBook.demandPast(tx, shelf.item(), place, from));
        moves.stream()
                .filter(move -> move.links().lot() != null)
                .flatMap(move -> java.util.stream.Stream.of(move.from(), move.to())
                        .filter(end -> !plan.places().outside(end))
                        .map(end ->
                                new LotPlace(Objects.requireNonNull(move.links().lot()), end)))
                .distinct()
                .forEach(one ->
                        MoveBook.demandPastOfLot(tx, one.lot(), plan.places().at(one.place()), from));
        return Valuing.revalue(tx, shelf, moves, Set.of());
    }

    private record LotPlace(UUID lot, UUID place) {}

    private Map<UUID, BigDecimal> tell(
            Tx tx, Postings.Head head, Booking booking, Plan plan, Map<UUID, List<Valuing.Change>> changes) {
        var fresh = plan.all().stream().collect(Collectors.toMap(Move::id, move -> move));
        var lines = new ArrayList<Postings.Line>();
        var later = new ArrayList<Postings.Line>();
        var values = new HashMap<UUID, BigDecimal>();
        changes.forEach((item, all) -> all.forEach(change -> {
            var move = fresh.get(change.move());
            if (move == null) {
                later.add(revalued(tx, plan.shelves().of(item), change));
            } else {
                values.put(move.id(), change.value());
                lines.add(new Postings.Line(item, change, told(booking, plan, move)));
            }
        }));
        // What stays within our own places has no value to change, and is told all the same.
        plan.all().stream()
                .filter(move -> !values.containsKey(move.id()))
                .forEach(move -> booking.body().withArray("transfers").add(told(booking, plan, move)));
        Postings.write(tx, head, lines, booking.body());
        if (!later.isEmpty()) {
            tellRevalued(tx, head, later);
        }
        return values;
    }

    private static ObjectNode told(Booking booking, Plan plan, Move move) {
        var told = Postings.told(move, plan.shelves().of(move.item()), plan.places());
        var more = booking.about(move.id());
        return more == null ? told : told.setAll(more);
    }

    private Postings.Line revalued(Tx tx, Shelf shelf, Valuing.Change change) {
        var move = MoveBook.select(tx, "m.id = :id", change.move()).getFirst();
        var told = Postings.told(move, shelf, Places.of(tx, locations, List.of(move)));
        return new Postings.Line(shelf.item(), change, told);
    }

    private static void tellRevalued(Tx tx, Postings.Head because, List<Postings.Line> lines) {
        var body =
                JsonNodeFactory.instance.objectNode().put("cause", because.id().toString());
        var head = new Postings.Head(tx.newId(), REVALUED, because.subject(), because.date(), because.currency());
        Postings.write(tx, head, lines, body);
    }

    /** Lays costs on receipts and values anew what follows. */
    void land(Tx tx, LandedCost cost) {
        var moves = cost.amounts().keySet().stream()
                .sorted(Comparator.comparing(UUID::toString))
                .map(id -> MoveBook.select(tx, "m.id = :id", id).getFirst())
                .toList();
        var shelves = Shelf.lock(tx, moves.stream().map(Move::item).distinct().toList());
        var posting = tx.newId();
        for (var move : moves) {
            tx.sql()
                    .createUpdate("""
                            INSERT INTO landed_cost (id, posting_id, move_id, amount, reason)
                            VALUES (:id, :posting, :move, :amount, :reason)
                            """)
                    .bind("id", tx.newId())
                    .bind("posting", posting)
                    .bind("move", move.id())
                    .bind("amount", cost.amounts().get(move.id()))
                    .bind("reason", cost.reason())
                    .execute();
        }
        var head = new Postings.Head(posting, "erp.stock.landed", cost.id(), cost.date(), shelves.currency());
        var landed = new ArrayList<Postings.Line>();
        var later = new ArrayList<Postings.Line>();
        shelves.byItem().forEach((_, shelf) -> Valuing.revalue(
                        tx, shelf, List.of(), cost.amounts().keySet())
                .forEach(
                        change -> (change.cause().equals("LANDED") ? landed : later).add(revalued(tx, shelf, change))));
        landed.forEach(line -> line.told().put("counterpart", "landed"));
        Postings.write(tx, head, landed, cost.body());
        if (!later.isEmpty()) {
            tellRevalued(tx, head, later);
        }
    }
}
