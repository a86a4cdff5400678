package dev.bac.erp.stock;

import dev.bac.mcp.ToolRefusal;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** The items that are being moved, locked. */
record Shelves(Map<UUID, Shelf> byItem) {

    Shelf of(UUID item) {
        return Objects.requireNonNull(byItem.get(item), "an item that is not locked");
    }

    /** The one currency of all of them. */
    String currency() {
        var currencies =
                byItem.values().stream().map(Shelf::currency).distinct().toList();
        if (currencies.size() != 1) {
            throw ToolRefusal.invalid("lines", "are of items in several currencies; book each currency by itself");
        }
        return currencies.getFirst();
    }
}
