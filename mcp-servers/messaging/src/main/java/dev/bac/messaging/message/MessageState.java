package dev.bac.messaging.message;

/** The canonical states of a message, whatever its vendor calls them. */
public enum MessageState {
    ACCEPTED("accepted"),
    SCHEDULED("scheduled"),
    /** Waits to be submitted. */
    QUEUED("queued"),
    /** No vendor is configured for its channel; it went nowhere and will not by itself. */
    HELD("held"),
    /** Is being submitted at this moment. */
    SUBMITTING("being submitted"),
    /** The vendor has taken it. */
    SUBMITTED("taken by the vendor"),
    /** It left the vendor, or the mail server took it. */
    SENT("sent"),
    DELIVERED("delivered"),
    READ("read"),
    UNDELIVERED("not delivered"),
    FAILED("failed"),
    EXPIRED("expired"),
    REJECTED("rejected"),
    CANCELLED("cancelled"),
    /** The recipient has opted out. */
    SUPPRESSED("not sent, the recipient opted out"),
    /** It may have been sent: the answer got lost. It is never submitted again by itself. */
    UNKNOWN("perhaps sent");

    private static final int ENDED = 7;

    private final String told;

    MessageState(String told) {
        this.told = told;
    }

    /** As sentences say it. */
    public String told() {
        return told;
    }

    /**
     * How far a message in this state has come. Reports come late, early and repeated; a state only ever gives way to
     * one of a higher rank. A vendor that takes back what it called undelivered is believed, one that takes back a
     * delivery is not.
     */
    public int rank() {
        return switch (this) {
            case ACCEPTED -> 0;
            case SCHEDULED -> 1;
            case HELD, QUEUED -> 2;
            case SUBMITTING -> 3;
            case UNKNOWN -> 4;
            case SUBMITTED -> 5;
            case SENT -> 6;
            case CANCELLED, SUPPRESSED, REJECTED, FAILED, EXPIRED, UNDELIVERED -> ENDED;
            case DELIVERED -> 8;
            case READ -> 9;
        };
    }

    /** True when nothing is done about the message any more. */
    public boolean ended() {
        return rank() >= ENDED || this == UNKNOWN;
    }
}
