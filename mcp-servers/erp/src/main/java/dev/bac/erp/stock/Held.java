package dev.bac.erp.stock;

import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** An item and two places of it, locked, as they stand: what is known of them need not be read again. */
record Held(Shelves shelves, Places places, Map<UUID, Stock> there) {

    Stock at(Location place) {
        return Objects.requireNonNull(there.get(place.id()), "a place that is not held");
    }
}
