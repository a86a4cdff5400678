package dev.bac.crm.naming;

import dev.bac.mcp.argument.Lookup;
import dev.bac.store.Tx;
import java.util.Optional;
import java.util.UUID;

/** Records that were merged into others: their ids and numbers go on answering. */
public final class Merged {
    private Merged() {}

    /**
     * The record that another was merged into.
     *
     * @param kind such as {@code CONTACT}
     * @param given the id or number of what may have been merged
     */
    public static Optional<UUID> into(Tx tx, String kind, Numbers numbers, String given) {
        var id = Lookup.id(given);
        var number = numbers.read(given);
        if (id.isEmpty() && number.isEmpty()) {
            return Optional.empty();
        }
        return tx.sql()
                .createQuery("SELECT into_id FROM merged WHERE kind = :kind AND "
                        + (id.isPresent() ? "id = :value" : "number = :value"))
                .bind("kind", kind)
                .bind("value", id.isPresent() ? id.get() : number.orElseThrow())
                .mapTo(UUID.class)
                .findOne();
    }
}
