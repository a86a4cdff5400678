package dev.bac.messaging.vendor;

/** Carries messages of one channel. Implemented by {@link SmtpVendor} and {@link TwilioVendor}. */
public interface Vendor {

    /** Such as {@code smtp}; kept with the message. */
    String name();

    /**
     * Hands a message over, once, within a limited time. It is not told by exception how that ended: whether a message
     * may have left is what {@link Submission} is about.
     */
    Submission submit(Outgoing message);
}
