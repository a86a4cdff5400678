package dev.bac.crm.naming;

import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.util.UUID;

/** Holds rows, and what no row stands for, until the transaction ends. */
public final class Held {
    private Held() {}

    /**
     * Holds a row.
     *
     * @param table a constant of the code
     * @throws ToolRefusal {@code conflict} when it went away since it was read, as in a merge
     */
    public static void row(Tx tx, String table, UUID id) {
        var held = tx.sql()
                .createQuery("SELECT 1 FROM " + table + " WHERE id = :id FOR UPDATE")
                .bind("id", id)
                .mapTo(Integer.class)
                .findOne();
        if (held.isEmpty()) {
            throw new ToolRefusal(
                    "conflict",
                    table + ": it was merged or removed at this very moment. Read it again, then repeat the call.");
        }
    }

    /** Lets one at a time in the tenant do what is called {@code what}. */
    public static void oneAtATime(Tx tx, String what) {
        tx.sql()
                .createQuery("SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))) AS held")
                .bind("key", "crm." + what + "/" + tx.tenant())
                .mapTo(Integer.class)
                .one();
    }
}
