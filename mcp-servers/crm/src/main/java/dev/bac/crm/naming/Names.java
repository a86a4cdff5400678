package dev.bac.crm.naming;

import dev.bac.store.Tx;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the records that others point to are called, so that no answer shows an id without a name. */
public final class Names {
    private final Map<UUID, String> byId;

    private Names(Map<UUID, String> byId) {
        this.byId = byId;
    }

    /** Of accounts, contacts, leads and deals; those that the caller does not see have none. */
    public static Names of(Tx tx, Stream<@Nullable UUID> records) {
        Collection<UUID> ids = records.filter(Objects::nonNull).distinct().toList();
        var found = new HashMap<UUID, String>();
        if (!ids.isEmpty()) {
            tx.sql()
                    .createQuery("""
                            SELECT id, name FROM account WHERE id = ANY(:ids)
                            UNION ALL SELECT id, name FROM contact WHERE id = ANY(:ids)
                            UNION ALL SELECT id, name FROM lead WHERE id = ANY(:ids)
                            UNION ALL SELECT id, name FROM opportunity WHERE id = ANY(:ids)
                            """)
                    .bindArray("ids", UUID.class, ids)
                    .map((row, _) -> found.put(row.getObject("id", UUID.class), row.getString("name")) == null)
                    .list();
        }
        return new Names(found);
    }

    /** Its name; null when there is no such record or none is seen. */
    public @Nullable String of(@Nullable UUID record) {
        return record == null ? null : byId.get(record);
    }
}
