package dev.bac.finance.journal;

import dev.bac.store.Tx;

/**
 * Gapless numbers: a counter row per tenant and series, locked until the commit. Who rolls back gives the number back;
 * who comes second waits. Gapless numbering is what most tax codes ask of invoices (such as Article 226(2) of the EU
 * VAT directive), and it costs exactly this: documents of one series commit one after the other.
 */
public final class Numbers {
    private static final long BEFORE_FIRST = 1000;

    /** A series of documents. */
    public enum Series {
        INVOICE,
        PAYMENT,
        BILL,
        CREDIT,
        SUPPLIER_CREDIT,
        REFUND
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
