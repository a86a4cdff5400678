package dev.bac.finance.journal;

import dev.bac.identity.TenantId;
import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Store;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Posts entries that come one by one from many threads of one company, several in a commit. Whoever comes while groups
 * are being committed waits, and one of those who wait leads the next group: nobody waits for others to come.
 *
 * <p>Each caller returns when its own entry is durable, or with its own refusal. A group of which the database refuses
 * anything is posted again entry by entry, each in a transaction of its own; so is one that touches an account with a
 * floor, where the order of entries decides which of them is an overdraft. The idea is group commit (DeWitt et al.,
 * "Implementation techniques for main memory database systems", SIGMOD 1984), for whole statements and not only the log.
 */
public final class GroupedPosting {
    /** Entries in a commit at most. */
    private static final int MOST = 256;

    /** Classes of SQLSTATE: data that cannot be, constraints, the journal's own rules. */
    private static final Set<String> REFUSALS = Set.of("22", "23", "BA");

    private final Store store;
    private final TenantId tenant;
    private final Journal journal;
    private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();
    private final Semaphore leaders;

    /** @param groups how many may be on their way at once */
    public GroupedPosting(Store store, TenantId tenant, Journal journal, int groups) {
        this.store = store;
        this.tenant = tenant;
        this.journal = journal;
        this.leaders = new Semaphore(groups);
    }

    /** An entry and what became of it. */
    private static final class Waiting {
        private final Entry entry;
        private final Thread caller = Thread.currentThread();
        private @Nullable RuntimeException failure;
        private volatile boolean over;

        Waiting(Entry entry) {
            this.entry = entry;
        }

        void ended(@Nullable RuntimeException why) {
            failure = why;
            over = true;
            LockSupport.unpark(caller);
        }
    }

    /**
     * Posts an entry and returns once it is committed.
     *
     * @return how many entries this thread committed, all in one transaction unless one of them was refused; 0 when
     *     another thread committed its entry
     */
    public int post(Entry entry) {
        var mine = new Waiting(entry);
        queue.add(mine);
        int led = 0;
        boolean interrupted = false;
        while (!mine.over) {
            if (leaders.tryAcquire()) {
                led += lead();
            } else {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (mine.failure != null) {
            throw mine.failure;
        }
        return led;
    }

    /** Carries out what waits, and wakes one of those who came meanwhile to do the same. */
    private int lead() {
        int done;
        try {
            done = carryOut(next());
        } finally {
            leaders.release();
        }
        // After the release: who came before it and found no leader's place free is seen here.
        var first = queue.peek();
        if (first != null) {
            LockSupport.unpark(first.caller);
        }
        return done;
    }

    private List<Waiting> next() {
        var group = new ArrayList<Waiting>();
        for (var one = queue.poll(); one != null; one = group.size() < MOST ? queue.poll() : null) {
            group.add(one);
        }
        return group;
    }

    private int carryOut(List<Waiting> group) {
        try {
            if (group.size() > 1 && together(group)) {
                group.forEach(one -> one.ended(null));
            } else {
                group.forEach(this::alone);
            }
        } catch (RuntimeException e) {
            // Not the entries' fault, and whether they were committed may be unknown: nothing is tried again.
            group.forEach(one -> one.ended(e));
        }
        return group.size();
    }

    /** False when they are to be posted one by one; then nothing of them is posted. */
    private boolean together(List<Waiting> group) {
        var entries = group.stream().map(one -> one.entry).toList();
        try {
            return store.write(tenant, tx -> {
                if (journal.touchesAFloor(tx, entries)) {
                    return false;
                }
                journal.post(tx, entries);
                return true;
            });
        } catch (RuntimeException e) {
            if (refused(e)) {
                return false;
            }
            throw e;
        }
    }

    /** Whether the database refused what was to be written, at a statement or at the commit, so that nothing was. */
    private static boolean refused(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ToolRefusal
                    || cause instanceof SQLException sql
                            && sql.getSQLState() != null
                            && REFUSALS.contains(sql.getSQLState().substring(0, 2))) {
                return true;
            }
        }
        return false;
    }

    private void alone(Waiting one) {
        try {
            store.write(tenant, tx -> {
                journal.post(tx, List.of(one.entry));
                return true;
            });
            one.ended(null);
        } catch (RuntimeException e) {
            one.ended(e);
        }
    }
}
