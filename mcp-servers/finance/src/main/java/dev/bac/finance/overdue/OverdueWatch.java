package dev.bac.finance.overdue;

import dev.bac.identity.TenantId;
import dev.bac.store.Store;
import dev.bac.store.Tenants;
import dev.bac.store.Tx;
import java.sql.Date;

/**
 * Tells of invoices whose due date passes, see {@link OverdueNews}; time is the one thing that changes an invoice without
 * anybody's doing. After a restart too, and by however many nodes, each is told once.
 */
public final class OverdueWatch {
    private static final int AT_ONCE = 100;
    private static final int MOST_ROUNDS = 100;

    private final Store store;

    /** @param store of finance */
    public OverdueWatch(Store store) {
        this.store = store;
    }

    /**
     * Tells of what is overdue by now; nothing while nobody works for the tenant.
     *
     * @return of how many, at most 10,000 at a time
     */
    public int tell(TenantId tenant) {
        int told = 0;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            int now = store.read(tenant, OverdueWatch::any)
                    ? store.write(tenant, tx -> OverdueNews.passed(tx, AT_ONCE))
                    : 0;
            told += now;
            if (now < AT_ONCE) {
                break;
            }
        }
        return told;
    }

    private static boolean any(Tx tx) {
        return tx.state() == Tenants.State.ACTIVE
                && tx.sql()
                        .createQuery("""
                                SELECT EXISTS (SELECT FROM invoice i WHERE i.settled < i.total AND i.due_on < :today
                                    AND NOT EXISTS (SELECT FROM overdue_invoice t WHERE t.id = i.id AND NOT t.ended))
                                """)
                        .bind("today", Date.valueOf(tx.today()))
                        .mapTo(Boolean.class)
                        .one();
    }
}
