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

    private final String told;

    MessageState(String told) {
        this.told = told;
    }

    /** As sentences say it. */
    public String told() {
        return told;
    }
}
