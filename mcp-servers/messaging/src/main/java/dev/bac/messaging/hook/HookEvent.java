package dev.bac.messaging.hook;

import java.util.Arrays;
import java.util.Optional;

/** What a program can be told. */
public enum HookEvent {
    /** A vendor has the message. */
    SENT("message.sent"),
    DELIVERED("message.delivered"),
    READ("message.read"),
    /** It did not arrive and will not. */
    FAILED("message.failed"),
    /** It may have been sent; a person must look. */
    UNCLEAR("message.unclear"),
    /** Somebody wrote to us. */
    RECEIVED("message.received"),
    OPTED_OUT("recipient.opted_out"),
    OPTED_IN("recipient.opted_in");

    private final String label;

    HookEvent(String label) {
        this.label = label;
    }

    /** As programs read it, such as {@code message.delivered}. */
    public String label() {
        return label;
    }

    /** The event of that label. */
    public static Optional<HookEvent> of(String label) {
        return Arrays.stream(values()).filter(one -> one.label.equals(label)).findFirst();
    }
}
