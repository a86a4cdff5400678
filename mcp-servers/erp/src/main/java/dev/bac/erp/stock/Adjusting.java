package dev.bac.erp.stock;

import dev.bac.erp.item.Item;
import dev.bac.erp.item.Tracking;
import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes what was counted true: books the difference to what the ledger says was there. */
public final class Adjusting {
    private final Locations locations;
    private final StockLedger ledger;

    public Adjusting(Locations locations, StockLedger ledger) {
        this.locations = locations;
        this.ledger = ledger;
    }

    /** What of a booking is the caller's: the event it is told by. */
    public record Why(String reason, Booking told) {}

    /**
     * The difference that is booked: what was counted less what was there; zero when nothing was to be booked.
     *
     * @throws ToolRefusal when what would be taken away is promised to orders
     */
    public BigDecimal adjust(Tx tx, Item item, Location place, Counted counted, Why why) {
        var outside = locations.outside(tx, Location.Kind.ADJUSTMENT);
        ledger.lockBoth(tx, item.id(), place, outside);
        var there = ledger.lock(tx, item.id(), place);
        var difference = counted.quantity().subtract(ledger.onHandAt(tx, counted));
        if (there.available().add(difference).signum() < 0) {
            throw new ToolRefusal(
                    "conflict",
                    "quantity: %s of %s are reserved for orders in %s; deliver or cancel those first"
                            .formatted(Quantities.text(there.reserved()), item.sku(), place.name()));
        }
        if (difference.signum() != 0) {
            boolean more = difference.signum() > 0;
            var move = new Move(
                    tx.newId(),
                    Move.Kind.ADJUST,
                    item.id(),
                    more ? outside.id() : place.id(),
                    more ? place.id() : outside.id(),
                    difference.abs(),
                    counted.on(),
                    MoveLinks.NONE
                            .because(why.reason())
                            .counted(counted.id())
                            .ofLot(counted.lot())
                            .at(counted.position()));
            ledger.book(
                    tx,
                    new Booking(
                            "erp.stock.adjusted",
                            why.told().subject(),
                            List.of(move),
                            why.told().body(),
                            java.util.Map.of()));
        }
        ledger.counted(tx, counted);
        return difference;
    }

    /** The lot that a count is of; none when the item is not kept by lot. */
    public static @Nullable LotPart lot(Tx tx, Item item, BigDecimal quantity, @Nullable List<LotWanted> given) {
        if (item.kept() == Tracking.NONE) {
            if (given != null && !given.isEmpty()) {
                throw ToolRefusal.invalid("lots", "%s is not kept by lot; leave them out".formatted(item.sku()));
            }
            return null;
        }
        if (given == null || given.size() != 1) {
            throw ToolRefusal.invalid(
                    "lots", "%s is counted lot by lot; name the one that was counted".formatted(item.sku()));
        }
        if (item.kept() == Tracking.SERIAL && quantity.compareTo(BigDecimal.ONE) > 0) {
            throw ToolRefusal.invalid("quantity", "a serial number is there once or not at all; give 0 or 1");
        }
        var code = dev.bac.mcp.argument.Given.line("lots.lot", given.getFirst().lot(), 100);
        return new LotPart(Lots.make(tx, item, code, given.getFirst().expires()), code, quantity);
    }
}
