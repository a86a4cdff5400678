package dev.bac.store.changes;

import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a transaction read of one tenant, precise enough to say later whether any of it has changed since.
 *
 * @param kinds names of the tables, at most {@value #MOST_KINDS}
 * @param snapshot what had been committed then, as PostgreSQL writes a {@code pg_snapshot}: a transaction that it does
 *     not show may have changed what was read, whenever it began. Neither a sequence nor a clock can say this
 * @param date what day it was to the tenant, where that mattered
 * @param cluster which running server of which database it was; after a restart, a restore or a failover the numbers of
 *     transactions may mean others
 */
public record ReadSet(Set<String> kinds, String snapshot, Optional<LocalDate> date, String cluster) {
    /** A transaction that reads more kinds than this has no read set. */
    public static final int MOST_KINDS = 100;

    /** Longest snapshot and cluster, in characters. */
    public static final int LONGEST = 8_000;

    private static final Pattern SNAPSHOT = Pattern.compile("(\\d{1,19}):(\\d{1,19}):((?:\\d{1,19}(?:,\\d{1,19})*)?)");

    /** @throws IllegalArgumentException when a part is too long or is no snapshot */
    public ReadSet {
        if (kinds.isEmpty() || kinds.size() > MOST_KINDS || cluster.isEmpty() || cluster.length() > LONGEST) {
            throw new IllegalArgumentException("not a read set");
        }
        if (!isSnapshot(snapshot)) {
            throw new IllegalArgumentException("not a snapshot");
        }
        kinds = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(kinds));
    }

    /** As strict as PostgreSQL: xmin ≤ each running one in order < xmax (xid8funcs.c, parse_snapshot). */
    private static boolean isSnapshot(String text) {
        if (text.length() > LONGEST) {
            return false;
        }
        var parts = SNAPSHOT.matcher(text);
        if (!parts.matches()) {
            return false;
        }
        try {
            long xmin = Long.parseLong(parts.group(1));
            long xmax = Long.parseLong(parts.group(2));
            long last = xmin;
            if (xmin < 1 || xmax < xmin) {
                return false;
            }
            for (String running :
                    parts.group(3).isEmpty() ? new String[0] : parts.group(3).split(",", -1)) {
                long xid = Long.parseLong(running);
                if (xid < last || xid >= xmax) {
                    return false;
                }
                last = xid;
            }
            return true;
        } catch (NumberFormatException tooLong) {
            return false;
        }
    }
}
