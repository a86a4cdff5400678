package dev.bac.messaging.dispatch;

import dev.bac.identity.TenantId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The companies that the lanes look after: those that somebody said have something to send, until a lane finds nothing
 * there any more. Several lanes may be at one company.
 */
final class Rota {
    private final Map<TenantId, Long> due = new ConcurrentHashMap<>();
    private final AtomicLong said = new AtomicLong();
    private final Semaphore wake = new Semaphore(0);
    private final int lanes;

    /** @param lanes that are to be woken */
    Rota(int lanes) {
        this.lanes = lanes;
    }

    /** A company, and when it was last said to have something. */
    record Turn(TenantId tenant, long said) {}

    /** They may have something to send. */
    void add(Collection<TenantId> tenants) {
        if (tenants.isEmpty()) {
            return;
        }
        tenants.forEach(tenant -> due.put(tenant, said.incrementAndGet()));
        wake(tenants.size());
    }

    /** There is more than one lane has in hand. */
    void wakeOne() {
        wake(1);
    }

    void wakeAll() {
        wake(lanes);
    }

    /** Not more lanes than there is work for: each that finds nothing has asked the database in vain. */
    private void wake(int many) {
        int missing = Math.min(many, lanes - wake.availablePermits());
        if (missing > 0) {
            wake.release(missing);
        }
    }

    /** All of them, beginning somewhere else for each lane. */
    List<Turn> turns(int lane) {
        var turns = new ArrayList<Turn>();
        due.forEach((tenant, when) -> turns.add(new Turn(tenant, when)));
        if (!turns.isEmpty()) {
            Collections.rotate(turns, lane % turns.size());
        }
        return turns;
    }

    /** Nothing was found there; it stays when something has been said of it since. */
    void done(Turn turn) {
        due.remove(turn.tenant(), turn.said());
    }

    /** Until somebody has something to send, at most so long; false when nobody had. */
    boolean await(long millis) throws InterruptedException {
        return wake.tryAcquire(millis, TimeUnit.MILLISECONDS);
    }
}
