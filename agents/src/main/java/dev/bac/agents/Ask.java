package dev.bac.agents;

import java.time.Duration;
import java.util.Set;

/**
 * What an approval needs.
 *
 * @param approvers who may decide
 * @param quorum how many different people must agree, 1 to 9
 * @param notRequester true when whoever asked for it may not be among them
 * @param expires how long it stands open
 * @param onTimeout what becomes of it then
 * @param editable names of arguments that whoever approves may change
 * @param told true when those who may decide are told by message, with a link that decides
 */
public record Ask(
        Approvers approvers,
        int quorum,
        boolean notRequester,
        Duration expires,
        OnTimeout onTimeout,
        Set<String> editable,
        boolean told) {
    /** One person within a day. */
    public static final Ask USUAL =
            new Ask(Approvers.ANYBODY, 1, false, Duration.ofHours(24), OnTimeout.DECLINE, Set.of(), false);

    public Ask {
        editable = Set.copyOf(editable);
    }

    /** When nobody decided in time: it counts as declined, or as approved. */
    public enum OnTimeout {
        DECLINE,
        APPROVE
    }

    /** The same with nothing to be changed. */
    public Ask unedited() {
        return new Ask(approvers, quorum, notRequester, expires, onTimeout, Set.of(), told);
    }

    /** What both want: those whom both name, more of them, less time; told by message when one of them wants it. */
    public Ask and(Ask other) {
        var edit = new java.util.HashSet<>(editable);
        edit.retainAll(other.editable());
        return new Ask(
                approvers.and(other.approvers()),
                Math.max(quorum, other.quorum()),
                notRequester || other.notRequester(),
                expires.compareTo(other.expires()) < 0 ? expires : other.expires(),
                onTimeout == OnTimeout.APPROVE && other.onTimeout() == OnTimeout.APPROVE
                        ? OnTimeout.APPROVE
                        : OnTimeout.DECLINE,
                edit,
                told || other.told());
    }
}
