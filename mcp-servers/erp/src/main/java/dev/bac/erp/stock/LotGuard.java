package dev.bac.erp.stock;

import dev.bac.erp.item.Tracking;
import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Refuses by name what the database would refuse of lots: none less than nothing, no serial number in two places. */
final class LotGuard {
    private LotGuard() {}

    static void check(Tx tx, Shelves shelves, Places places, List<Move> moves) {
        var changes = new HashMap<UUID, Map<UUID, BigDecimal>>();
        for (var move : moves) {
            var shelf = shelves.of(move.item());
            var lot = move.links().lot();
            if ((shelf.tracking() == Tracking.NONE) != (lot == null)) {
                throw ToolRefusal.invalid(
                        "lots",
                        lot == null
                                ? "is missing; %s is kept by lot or serial number".formatted(shelf.sku())
                                : "%s is not kept by lot".formatted(shelf.sku()));
            }
            if (lot != null) {
                var there = changes.computeIfAbsent(lot, _ -> new HashMap<>());
                there.merge(move.from(), move.quantity().negate(), BigDecimal::add);
                there.merge(move.to(), move.quantity(), BigDecimal::add);
            }
        }
        changes.forEach((lot, there) -> check(tx, lot, there, places));
    }

    private static void check(Tx tx, UUID lot, Map<UUID, BigDecimal> changes, Places places) {
        record Row(UUID place, String name, BigDecimal there) {}
        record Lot(String code, boolean serial) {}
        var known = tx.sql()
                .createQuery("SELECT code, serial FROM lot WHERE id = :lot")
                .bind("lot", lot)
                .map((row, _) -> new Lot(row.getString("code"), row.getBoolean("serial")))
                .one();
        var after = new HashMap<>(changes);
        var names = new HashMap<UUID, String>();
        tx.sql()
                .createQuery("""
                        SELECT b.location_id, l.name, b.on_hand FROM lot_balance b JOIN location l ON l.id = b.location_id
                         WHERE b.lot_id = :lot
                        """)
                .bind("lot", lot)
                .map((row, _) -> new Row(
                        row.getObject("location_id", UUID.class), row.getString("name"), row.getBigDecimal("on_hand")))
                .forEach(row -> {
                    after.merge(row.place(), row.there(), BigDecimal::add);
                    names.put(row.place(), row.name());
                });
        changes.keySet().forEach(place -> {
            names.put(place, places.at(place).name());
            var left = Objects.requireNonNull(after.get(place));
            if (!places.outside(place) && left.signum() < 0) {
                throw new ToolRefusal(
                        "conflict",
                        "lots: %s of %s are missing in %s; the rest has left"
                                .formatted(
                                        Quantities.text(left.negate()),
                                        known.code(),
                                        places.at(place).name()));
            }
        });
        var where = after.entrySet().stream()
                .filter(entry -> entry.getValue().signum() > 0)
                .map(entry -> names.getOrDefault(entry.getKey(), "?"))
                .sorted()
                .toList();
        if (known.serial() && (where.size() > 1 || after.values().stream().anyMatch(LotGuard::several))) {
            throw new ToolRefusal(
                    "conflict",
                    "lots: serial number %s would be in %s at once; it is one thing in one place"
                            .formatted(known.code(), String.join(" and ", where)));
        }
    }

    private static boolean several(BigDecimal there) {
        return there.abs().compareTo(BigDecimal.ONE) > 0;
    }
}
