package dev.bac.messaging.vendor;

import java.time.Duration;

/**
 * What a vendor's refusal means for the message. Every vendor's codes are sorted into these, in {@link FailureCodes},
 * and nowhere else is a code looked at.
 */
enum FailureClass {
    /** Not now: ask the same vendor later. */
    RETRY,
    /** Not this vendor: our account, sender, balance or route there is at fault. */
    FAILOVER,
    /** Not this message: no vendor would. */
    PERMANENT,
    /** Not this recipient: they want nothing from us. */
    OPTED_OUT,
    /** It may have been sent all the same. */
    PERHAPS_SENT;

    /** @param pause before the same vendor is asked again, where that makes sense */
    Submission told(String reason, Duration pause) {
        return switch (this) {
            case RETRY -> new Submission.Busy(reason, pause);
            case FAILOVER -> new Submission.Unfit(reason);
            case PERMANENT -> new Submission.Refused(reason);
            case OPTED_OUT -> new Submission.OptedOut(reason);
            case PERHAPS_SENT -> new Submission.Unclear(reason + " It may have been sent.");
        };
    }
}
