package dev.bac.orchestrator.config;

import java.time.Duration;

/**
 * Approvals.
 *
 * @param expireAfter how long a call waits for a person
 * @param answerWithin how long a tool that is at work waits for a person's answer to its question
 */
public record ApprovalSettings(Duration expireAfter, Duration answerWithin) {

    private static final Duration LONGEST = Duration.ofHours(1);

    public static final ApprovalSettings DEFAULT = new ApprovalSettings(Duration.ofHours(24), Duration.ofMinutes(5));

    static ApprovalSettings read(Section section) {
        var read = new ApprovalSettings(
                section.duration("expireAfter", DEFAULT.expireAfter),
                section.duration("answerWithin", DEFAULT.answerWithin));
        if (read.answerWithin.compareTo(LONGEST) > 0) {
            throw section.mistake("answerWithin", "must be at most 1h: the tool's connection stays open so long");
        }
        section.done();
        return read;
    }
}
