package dev.bac.erp.item;

import dev.bac.store.Tx;

/** Gapless numbers: a counter row per tenant and series, locked until the commit, so that a rollback gives them back. */
public final class Numbers {
    private static final long BEFORE_FIRST = 1000;

    /** A series of records. */
    public enum Series {
        ITEM,
        ORDER,
        QUOTATION,
        DELIVERY,
        RETURN,
        PURCHASE,
        RECEIPT,
        SEND_BACK,
        WORK,
        TRANSFER,
        COUNT,
        PICK
    }

    /** Takes {@code count} numbers in a row and returns the first; a series begins with 1001. */
    public long take(Tx tx, Series series, int count) {
        return tx.sql()
                        .createQuery("""
                                INSERT INTO counter (id, last) VALUES (:series, :before + :count)
                                ON CONFLICT (tenant_id, id) DO UPDATE SET last = counter.last + :count
                                RETURNING last
                                """)
                        .bind("series", series.name())
                        .bind("before", BEFORE_FIRST)
                        .bind("count", count)
                        .mapTo(Long.class)
                        .one()
                - count
                + 1;
    }
}
