package dev.bac.crm.naming;

import dev.bac.mcp.argument.Filter;
import dev.bac.store.Tx;

/**
 * How many records a search finds. All records of a kind are counted as they come and go; what a filter finds is counted
 * up to {@value #MOST}, since a search that finds more wants a narrower question rather than an exact number.
 */
public final class Totals {
    /** The largest number of a filtered search; it means "at least so many". */
    public static final int MOST = 10_000;

    private Totals() {}

    /**
     * @param table whose records are listed
     * @param from SQL of the FROM clause
     */
    public static long of(Tx tx, String table, String from, Filter filter) {
        if (filter.sql().isEmpty() && seesAll(tx)) {
            return tx.sql()
                    .createQuery("SELECT records FROM record_count WHERE kind = :kind")
                    .bind("kind", table)
                    .mapTo(Long.class)
                    .findOne()
                    .orElse(0L);
        }
        return filter.bindTo(tx.sql()
                        .createQuery("SELECT count(*) FROM (SELECT 1 " + from + " " + filter.sql() + " LIMIT " + MOST
                                + ") AS found"))
                .mapTo(Long.class)
                .one();
    }

    private static boolean seesAll(Tx tx) {
        return tx.sql()
                .createQuery("SELECT coalesce(current_setting('app.crm_unseen', true), '') = ''")
                .mapTo(Boolean.class)
                .one();
    }

    /** {@code 12}, or {@code at least 10,000}. */
    public static String told(long total) {
        return total == MOST ? "at least %,d".formatted(total) : "%,d".formatted(total);
    }
}
