package dev.bac.llm.budget;

import dev.bac.llm.budget.Bank.Lease;
import dev.bac.llm.budget.Bank.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What this node holds of one account. Reserving and settling only move numbers here. While the bank is asked, what was
 * free is set aside, so that nothing is given twice; calls in flight are told to the bank at their worst, and those that
 * end meanwhile stay within that.
 */
final class Slice {
    /** So many calls of the size asked for are wanted at once. */
    private static final long CALLS = 16;

    /** A call may have found its slice just before its window ended. */
    private static final Duration LATE = Duration.ofMinutes(1);

    private static final Lease NONE = new Lease(0, 0, 0, 0, List.of());

    private volatile Account account;
    private final ReentrantLock asking = new ReentrantLock();
    private long free;
    private long inFlight;
    private long spent;
    private long reported;
    private long taken;
    private long takenBefore;
    private Instant tickEnds = Instant.MIN;
    private long largest;
    private Lease lease = NONE;
    private Instant validUntil = Instant.MIN;

    Slice(Account account) {
        this.account = account;
    }

    Account account() {
        return account;
    }

    /** This slice with the budget as it is now. */
    Slice of(Account now) {
        account = now;
        return this;
    }

    /** Reserves, when so much is free here. */
    synchronized boolean take(long worst, Instant now) {
        largest = Math.max(largest, worst);
        if (worst > free || !now.isBefore(validUntil)) {
            return false;
        }
        free -= worst;
        inFlight += worst;
        taken += worst;
        return true;
    }

    /** Gives back what was reserved; what was spent beyond it is missing from what is free, or beyond the lease. */
    synchronized void end(long reservedBefore, long actual) {
        inFlight -= reservedBefore;
        spent += actual;
        free = Math.max(0, free + reservedBefore - actual);
    }

    /** True when more was settled than may stay unreported. */
    synchronized boolean mustReport() {
        return spent - reported > lease.exposure();
    }

    /** Waits for whoever tells the bank just now, and tells it only if that was not enough. */
    void ifMustReport(Runnable tell) {
        asking.lock();
        try {
            if (mustReport()) {
                tell.run();
            }
        } finally {
            asking.unlock();
        }
    }

    /** True when the bank is to hear of it, or the lease is to be renewed or given back. */
    synchronized boolean isDue(Instant now, Instant soon) {
        boolean runsOut = soon.isAfter(validUntil) && (inFlight > 0 || free > 0);
        return spent > reported || runsOut || (free > 0 && !now.isBefore(validUntil));
    }

    /** True when its window is over and nothing of it is open. */
    synchronized boolean isOver(Instant now) {
        return now.isAfter(account.window().ends().plus(LATE)) && inFlight == 0 && spent == reported;
    }

    /**
     * What is asked for: twice what this tick or the one before took, and some calls at least; nothing when idle. A lease
     * that ends within its tick is so followed by a larger one, never by what little was taken since it was renewed: else
     * a busy node would ask its bank for each handful of calls.
     */
    synchronized long demand(Instant now, Duration tick) {
        if (!now.isBefore(tickEnds)) {
            takenBefore = taken;
            taken = 0;
            tickEnds = now.plus(tick);
        }
        long most = Math.max(taken, takenBefore);
        return most == 0 ? 0 : Math.max(2 * most, CALLS * largest);
    }

    /**
     * Tells the bank and renews the lease; then reserves, if that is asked.
     *
     * @param need zero when nothing is to be reserved
     * @return how the account stands; reserved if {@code free} of it is at least {@code need}
     */
    Lease renew(Bank bank, String node, long need, long want, Terms terms) {
        asking.lock();
        try {
            Instant before = terms.now();
            if (need > 0 && take(need, before)) {
                // Somebody else has asked meanwhile, for us too.
                return new Lease(need, lease.exposure(), lease.spent(), lease.held(), List.of());
            }
            Report report;
            synchronized (this) {
                free = 0;
                report = new Report(node, spent, inFlight, need, Math.max(need, want));
            }
            Lease granted = bank.renew(account, report);
            synchronized (this) {
                reported = report.spent();
                lease = granted;
                free += granted.free();
                validUntil = before.plus(terms.valid());
                if (need > 0 && granted.free() >= need) {
                    take(need, before);
                }
            }
            return granted;
        } finally {
            asking.unlock();
        }
    }

    /** How long a lease is trusted, counted from before it was asked for. */
    record Terms(Instant now, Duration valid) {}

    /** Spent by all, as last heard, with what happened here since. */
    synchronized long spentByNow() {
        return lease.spent() + spent - reported;
    }

    synchronized long inFlight() {
        return inFlight;
    }
}
