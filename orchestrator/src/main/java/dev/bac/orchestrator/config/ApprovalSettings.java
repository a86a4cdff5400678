package dev.bac.orchestrator.config;

import java.time.Duration;

/**
 * Approvals.
 *
 * @param expireAfter how long a call waits for a person
 */
public record ApprovalSettings(Duration expireAfter) {

    public static final ApprovalSettings DEFAULT = new ApprovalSettings(Duration.ofHours(24));

    static ApprovalSettings read(Section section) {
        var read = new ApprovalSettings(section.duration("expireAfter", DEFAULT.expireAfter));
        section.done();
        return read;
    }
}
