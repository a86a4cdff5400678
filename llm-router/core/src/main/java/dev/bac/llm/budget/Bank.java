package dev.bac.llm.budget;

import dev.bac.identity.TenantId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * Where accounts are kept, shared by all nodes. A node takes a lease of an account and reserves within it, so that a call
 * costs the bank nothing.
 *
 * <p>A lease that its node does not renew in time is lost: what it held is free again, but the exposure that was agreed
 * counts as spent, because so much may have been spent and never reported. When the node reports after all, the charge is
 * taken back and the truth put in its place.
 */
public interface Bank {

    /** The tenant's budgets, at most 1,000. */
    List<Budget> budgets(TenantId tenant);

    /** Decides when its days begin. */
    ZoneId zone(TenantId tenant);

    /** Books what was spent and renews the lease, in one step that all happens or not at all. */
    Lease renew(Account account, Report report);

    /** All accounts of the tenant that are open at a time, at most 1,000. */
    List<Balance> balances(TenantId tenant, Instant now);

    /**
     * What a node tells.
     *
     * @param node unique to a start of a process
     * @param spent all it spent of this account since it started: telling it twice books it once
     * @param inFlight reserved by calls that run; it stays leased whatever happens
     * @param need the least to be free on top; less is of no use
     * @param want what would be good to have on top
     */
    record Report(String node, long spent, long inFlight, long need, long want) {}

    /**
     * What it gets.
     *
     * @param free to reserve from; zero or at least what was needed
     * @param exposure the most that may be settled and not reported
     * @param spent by all nodes
     * @param held by the other nodes
     * @param reached percentages that are reached now and were told to nobody yet
     */
    record Lease(long free, long exposure, long spent, long held, List<Integer> reached) {
        public Lease {
            reached = List.copyOf(reached);
        }

        /**
         * How much to give: what is wanted, but of what is left no more than a part, so that other nodes find some too;
         * at the end just what is needed.
         */
        public static long share(long room, long need, long want) {
            return room < need ? 0 : Math.max(need, Math.min(want, room / 4));
        }

        /** Half of what a node holds: it reports before it has spent more. */
        public static long exposure(long units) {
            return units / 2;
        }
    }
}
