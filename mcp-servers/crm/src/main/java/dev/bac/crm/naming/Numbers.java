package dev.bac.crm.naming;

import dev.bac.mcp.argument.Lookup;
import dev.bac.store.Tx;
import java.util.Optional;

/** The gapless numbers people use for records, such as {@code OPP-1001}: one row a tenant and kind, kept by the transaction. */
public enum Numbers {
    ACC,
    CON,
    LEAD,
    OPP,
    ACT,
    /** Merges of records. */
    MRG,
    /** Target lists. */
    LIST,
    /** Imports. */
    IMP;

    private static final int FIRST = 1001;

    /** The next free number. */
    public int next(Tx tx) {
        return tx.sql()
                .createQuery("""
                        INSERT INTO counter (kind, last) VALUES (:kind, :first)
                        ON CONFLICT (tenant_id, kind) DO UPDATE SET last = counter.last + 1 RETURNING last
                        """)
                .bind("kind", name())
                .bind("first", FIRST)
                .mapTo(Integer.class)
                .one();
    }

    /** Makes sure that no later number is {@code used} again. */
    public void keepAbove(Tx tx, int used) {
        tx.sql().createUpdate("""
                        INSERT INTO counter (kind, last) VALUES (:kind, :used)
                        ON CONFLICT (tenant_id, kind) DO UPDATE SET last = greatest(counter.last, :used)
                        """).bind("kind", name()).bind("used", used).execute();
    }

    /** {@code OPP-1001}. */
    public String label(int number) {
        return name() + "-" + number;
    }

    /** The number in {@code opp-1001}; empty when the text is no number of this kind. */
    public Optional<Integer> read(String given) {
        return Lookup.number(name(), given);
    }
}
