package dev.bac.messaging.vendor;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a submission ended. What is not certain is {@link Unclear}, and is never submitted again by itself. */
public sealed interface Submission {

    /**
     * The vendor has taken the message.
     *
     * @param vendorId its id there; null when the vendor gives none
     * @param left true when it has left the vendor already
     */
    record Taken(@Nullable String vendorId, boolean left) implements Submission {}

    /** The vendor has certainly not taken it and may later: it was busy or could not be reached. */
    record Busy(String reason, Duration pause) implements Submission {}

    /** The vendor has certainly not taken it and will not, while another vendor may: our account there is at fault. */
    record Unfit(String reason) implements Submission {}

    /** The vendor has refused this message; trying again would not help, there or elsewhere. */
    record Refused(String reason) implements Submission {}

    /** The vendor says that the recipient has opted out. */
    record OptedOut(String reason) implements Submission {}

    /** It cannot be told whether the vendor has taken it. */
    record Unclear(String reason) implements Submission {}
}
