package dev.bac.erp.stock;

import dev.bac.erp.item.Item;
import dev.bac.erp.item.Tracking;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says of which lots goods are. Goods that come in name theirs; of goods that leave, the lot that expires first goes
 * first (FEFO), unless others are named, and none that has expired is shipped or used up. Who asks has locked the item.
 */
public final class Lots {
    private static final int NAMED = 500;
    private static final int SHOWN = 9;

    private Lots() {}

    /**
     * What leaves, and what for.
     *
     * @param date an expired lot may leave before it expires
     * @param expiredToo for goods that are thrown away or only change their place
     */
    public record Leaving(Item item, Location from, BigDecimal quantity, LocalDate date, boolean expiredToo) {}

    private record Lot(UUID id, String code, @Nullable LocalDate expires, BigDecimal there) {
        boolean expired(LocalDate on) {
            return expires != null && expires.isBefore(on);
        }
    }

    /** The lots of goods that come in: made when they are new. One part without a lot when the item has none. */
    public static List<LotPart> incoming(Tx tx, Item item, BigDecimal quantity, @Nullable List<LotWanted> given) {
        var wanted = wanted(item, quantity, given);
        if (item.kept() == Tracking.NONE) {
            return List.of(new LotPart(null, "", quantity));
        }
        if (wanted.isEmpty()) {
            throw ToolRefusal.invalid(
                    "lots", "is missing; %s is kept %s, with erp_lot_move".formatted(item.sku(), how(item)));
        }
        var parts = new ArrayList<LotPart>();
        for (var one : wanted) {
            var code = Given.line("lots.lot", one.lot(), 100);
            parts.add(new LotPart(make(tx, item, code, one.expires()), code, many(one)));
        }
        return parts;
    }

    /** The lots of goods that leave: those named, or the ones that expire first. */
    public static List<LotPart> outgoing(Tx tx, Leaving leaving, @Nullable List<LotWanted> given) {
        var item = leaving.item();
        var wanted = wanted(item, leaving.quantity(), given);
        if (item.kept() == Tracking.NONE) {
            return List.of(new LotPart(null, "", leaving.quantity()));
        }
        var there = there(tx, item, leaving.from());
        if (!wanted.isEmpty()) {
            return wanted.stream().map(one -> named(leaving, there, one)).toList();
        }
        if (item.kept() == Tracking.SERIAL) {
            throw ToolRefusal.invalid(
                    "lots",
                    "is missing; %s is kept by serial number, and in %s there are %s"
                            .formatted(item.sku(), leaving.from().name(), codes(there)));
        }
        return firstExpiring(leaving, there);
    }

    /** The lots that are named, wherever they are; refused when one is not known. */
    public static List<LotPart> known(Tx tx, Item item, BigDecimal quantity, List<LotWanted> given) {
        return wanted(item, quantity, given).stream()
                .map(one -> tx.sql()
                        .createQuery("SELECT id, code FROM lot WHERE item_id = :item AND lower(code) = lower(:code)")
                        .bind("item", item.id())
                        .bind("code", Given.line("lots.lot", one.lot(), 100))
                        .map((row, _) -> new LotPart(row.getObject("id", UUID.class), row.getString("code"), many(one)))
                        .findOne()
                        .orElseThrow(() -> ToolRefusal.notFound(
                                "lots.lot", "lot", one.lot(), "erp_lot_list shows the lots of an item.")))
                .toList();
    }

    /**
     * The lots that may leave first, as far as there are any; serial numbers too, in their order.
     *
     * @param taken what of lots is spoken for
     */
    public static List<LotPart> free(Tx tx, Leaving leaving, Map<UUID, BigDecimal> taken) {
        if (leaving.item().kept() == Tracking.NONE) {
            return List.of(new LotPart(null, "", leaving.quantity()));
        }
        return first(leaving, there(tx, leaving.item(), leaving.from()), taken);
    }

    private static List<LotPart> first(Leaving leaving, List<Lot> there, Map<UUID, BigDecimal> taken) {
        var parts = new ArrayList<LotPart>();
        var left = leaving.quantity();
        for (var lot : there) {
            var part = lot.there()
                    .subtract(taken.getOrDefault(lot.id(), BigDecimal.ZERO))
                    .min(left);
            if (part.signum() > 0 && (leaving.expiredToo() || !lot.expired(leaving.date()))) {
                parts.add(new LotPart(lot.id(), lot.code(), part));
                left = left.subtract(part);
            }
        }
        return parts;
    }

    private static List<LotPart> firstExpiring(Leaving leaving, List<Lot> there) {
        var parts = first(leaving, there, Map.of());
        var left = parts.stream().map(LotPart::quantity).reduce(leaving.quantity(), BigDecimal::subtract);
        if (left.signum() > 0) {
            throw new ToolRefusal(
                    "conflict",
                    "quantity: only %s of %s in %s have not expired by %s; receive others, or write the expired ones off"
                            .formatted(
                                    Quantities.text(leaving.quantity().subtract(left)),
                                    leaving.item().sku(),
                                    leaving.from().name(),
                                    leaving.date()));
        }
        return parts;
    }

    private static LotPart named(Leaving leaving, List<Lot> there, LotWanted one) {
        var code = Given.line("lots.lot", one.lot(), 100);
        var lot = there.stream()
                .filter(known -> known.code().equalsIgnoreCase(code))
                .findFirst()
                .orElseThrow(() -> ToolRefusal.notFound(
                        "lots.lot",
                        "lot",
                        code,
                        "In %s there are %s.".formatted(leaving.from().name(), codes(there))));
        if (lot.expired(leaving.date()) && !leaving.expiredToo()) {
            throw new ToolRefusal(
                    "conflict",
                    "lots.lot: %s of %s expired on %s; write it off, or take another"
                            .formatted(lot.code(), leaving.item().sku(), lot.expires()));
        }
        if (lot.there().compareTo(many(one)) < 0) {
            throw new ToolRefusal(
                    "conflict",
                    "lots.quantity: only %s of lot %s are in %s"
                            .formatted(
                                    Quantities.text(lot.there()),
                                    lot.code(),
                                    leaving.from().name()));
        }
        return new LotPart(lot.id(), lot.code(), many(one));
    }

    /** What is named, checked: each lot once, together the whole quantity, single ones of serial numbers. */
    private static List<LotWanted> wanted(Item item, BigDecimal quantity, @Nullable List<LotWanted> given) {
        if (given == null || given.isEmpty()) {
            return List.of();
        }
        if (item.kept() == Tracking.NONE) {
            throw ToolRefusal.invalid("lots", "%s is not kept by lot; leave them out".formatted(item.sku()));
        }
        if (given.size() > NAMED) {
            throw ToolRefusal.invalid("lots", "names %d, at most %d".formatted(given.size(), NAMED));
        }
        var seen = new HashSet<String>();
        var sum = BigDecimal.ZERO;
        for (var one : given) {
            if (!seen.add(one.lot().strip().toLowerCase(Locale.ROOT))) {
                throw ToolRefusal.invalid("lots.lot", "%s is named twice".formatted(one.lot()));
            }
            if (item.kept() == Tracking.SERIAL && many(one).compareTo(BigDecimal.ONE) != 0) {
                throw ToolRefusal.invalid(
                        "lots.quantity", "%s is kept by serial number; each is one".formatted(item.sku()));
            }
            sum = sum.add(many(one));
        }
        if (sum.compareTo(quantity) != 0) {
            throw ToolRefusal.invalid(
                    "lots",
                    "come to %s, the quantity is %s".formatted(Quantities.text(sum), Quantities.text(quantity)));
        }
        return given;
    }

    private static BigDecimal many(LotWanted one) {
        return one.quantity() == null ? BigDecimal.ONE : Quantities.positive("lots.quantity", one.quantity());
    }

    /** The lots of an item that are in a place: what expires first goes first, what never does last. */
    private static List<Lot> there(Tx tx, Item item, Location place) {
        return tx.sql()
                .createQuery("""
                        SELECT l.id, l.code, l.expires_on, b.on_hand FROM lot_balance b JOIN lot l ON l.id = b.lot_id
                         WHERE b.item_id = :item AND b.location_id = :place AND b.on_hand > 0
                         ORDER BY l.expires_on NULLS LAST, l.code, l.id
                        """)
                .bind("item", item.id())
                .bind("place", place.id())
                .map((row, _) -> new Lot(
                        row.getObject("id", UUID.class),
                        row.getString("code"),
                        row.getObject("expires_on", LocalDate.class),
                        row.getBigDecimal("on_hand")))
                .list();
    }

    /** The lot of that number, as it is or new. */
    public static UUID make(Tx tx, Item item, String code, @Nullable LocalDate expires) {
        tx.sql()
                .createUpdate("""
                        INSERT INTO lot (id, item_id, code, serial, expires_on)
                        VALUES (:id, :item, :code, :serial, CAST(:expires AS date)) ON CONFLICT DO NOTHING
                        """)
                .bind("id", tx.newId())
                .bind("item", item.id())
                .bind("code", code)
                .bind("serial", item.kept() == Tracking.SERIAL)
                .bind("expires", expires == null ? null : expires.toString())
                .execute();
        record Known(UUID id, @Nullable LocalDate expires) {}
        var known = tx.sql()
                .createQuery("SELECT id, expires_on FROM lot WHERE item_id = :item AND lower(code) = lower(:code)")
                .bind("item", item.id())
                .bind("code", code)
                .map((row, _) ->
                        new Known(row.getObject("id", UUID.class), row.getObject("expires_on", LocalDate.class)))
                .one();
        if (expires != null && !expires.equals(known.expires())) {
            throw new ToolRefusal(
                    "conflict",
                    "lots.expires: lot %s of %s is known to expire %s, not on %s; give it another number"
                            .formatted(
                                    code,
                                    item.sku(),
                                    known.expires() == null ? "never" : "on " + known.expires(),
                                    expires));
        }
        return known.id();
    }

    private static String how(Item item) {
        return item.kept() == Tracking.SERIAL
                ? "by serial number: name one for each"
                : "by lot: name each with its quantity, and until when it is good";
    }

    private static String codes(List<Lot> there) {
        return there.isEmpty()
                ? "none"
                : there.stream().limit(SHOWN).map(Lot::code).collect(Collectors.joining(", "))
                        + (there.size() > SHOWN ? " and %d more".formatted(there.size() - SHOWN) : "");
    }
}
