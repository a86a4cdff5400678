package dev.bac.erp.item;

import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** The units of an item besides its own. */
final class Units {
    private static final int MOST = 20;
    private static final BigDecimal LARGEST = new BigDecimal("1000000");

    private Units() {}

    /** Replaces them. What was booked or agreed keeps the quantity it had. */
    static void put(Tx tx, UUID item, String own, List<Pack> packs) {
        if (packs.size() > MOST) {
            throw ToolRefusal.invalid("units", "has %d, at most %d".formatted(packs.size(), MOST));
        }
        tx.sql().execute("DELETE FROM item_unit WHERE item_id = ?", item);
        var seen = new HashSet<String>();
        seen.add(own.toLowerCase(Locale.ROOT));
        for (var pack : packs) {
            var unit = Given.line("units.unit", pack.unit(), 20);
            if (!seen.add(unit.toLowerCase(Locale.ROOT))) {
                throw ToolRefusal.invalid("units.unit", "%s is there twice; %s is the item's own".formatted(unit, own));
            }
            var holds = Given.number("units.holds", pack.holds(), 6, LARGEST);
            if (holds.signum() <= 0) {
                throw ToolRefusal.invalid("units.holds", "must be above zero");
            }
            tx.sql().execute("INSERT INTO item_unit (item_id, unit, factor) VALUES (?, ?, ?)", item, unit, holds);
        }
    }
}
