package dev.bac.mcp;

import dev.bac.store.Tx;
import java.time.LocalDate;

/**
 * Counts what a plan limits, exactly: one row a tenant, meter and period, raised by the same transaction that uses the
 * thing, never beyond the limit. Whoever comes at the same time waits for that row, so that of any number of callers
 * just as many get something as there is left, and a transaction that is rolled back has used nothing.
 */
public final class Quota {
    /** Single messages by SMS in a calendar month of the company's zone. */
    public static final String SMS = "sms";

    /** Calls from outside in a day of the company's zone. */
    public static final String CALLS = "calls";

    private Quota() {}

    /**
     * Takes up to {@code wanted} of this month's rest.
     *
     * @return how many were granted, 0 to {@code wanted}
     */
    public static int takeOfMonth(Tx tx, String meter, int wanted) {
        var limit = Entitlements.of(tx).limit(meter);
        return limit.isEmpty() ? wanted : take(tx, meter, tx.today().withDayOfMonth(1), wanted, limit.getAsLong());
    }

    /**
     * Takes up to {@code wanted} of today's rest.
     *
     * @return how many were granted, 0 to {@code wanted}
     */
    public static int takeOfDay(Tx tx, String meter, int wanted) {
        var limit = Entitlements.of(tx).limit(meter);
        return limit.isEmpty() ? wanted : take(tx, meter, tx.today(), wanted, limit.getAsLong());
    }

    /** Takes up to {@code wanted} of a period's rest. */
    private static int take(Tx tx, String meter, LocalDate period, int wanted, long limit) {
        // The empty row first: only a row that is there can be locked.
        tx.sql().createUpdate("""
                        INSERT INTO quota_use (meter, period, used) VALUES (:meter, :period, 0) ON CONFLICT DO NOTHING
                        """).bind("meter", meter).bind("period", period).execute();
        long used = tx.sql()
                .createQuery("SELECT used FROM quota_use WHERE meter = :meter AND period = :period FOR UPDATE")
                .bind("meter", meter)
                .bind("period", period)
                .mapTo(Long.class)
                .one();
        int granted = Math.clamp(limit - used, 0, wanted);
        if (granted > 0) {
            tx.sql()
                    .createUpdate("""
                            UPDATE quota_use SET used = used + :granted WHERE meter = :meter AND period = :period
                            """)
                    .bind("granted", granted)
                    .bind("meter", meter)
                    .bind("period", period)
                    .execute();
        }
        return granted;
    }
}
