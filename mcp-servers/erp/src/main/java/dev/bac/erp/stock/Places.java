package dev.bac.erp.stock;

import dev.bac.store.Tx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The locations that moves name, each read once. */
record Places(Map<UUID, Location> byId) {

    static Places of(Tx tx, Locations locations, List<Move> moves) {
        var places = new Places(new HashMap<>());
        var ids = moves.stream()
                .flatMap(move -> Stream.of(move.from(), move.to()))
                .collect(Collectors.toSet());
        locations.all(tx, ids).forEach(places::add);
        return places;
    }

    void add(Location place) {
        byId.put(place.id(), place);
    }

    Location at(UUID id) {
        return Objects.requireNonNull(byId.get(id), "a location that no move names");
    }

    boolean outside(UUID id) {
        return at(id).outside();
    }

    /** Goods become ours. */
    boolean inward(Move move) {
        return outside(move.from()) && !outside(move.to());
    }

    /** Goods become ours or cease to be. */
    boolean crosses(Move move) {
        return outside(move.from()) != outside(move.to());
    }
}
