package dev.bac.orchestrator.config;

import java.time.Duration;

/**
 * Limits at the entrances.
 *
 * @param bodyBytes longest body of a request, in bytes
 * @param requestsPerSecond of one user; before sign-in, of one address
 * @param pageRows most rows of a page
 * @param runTime longest a chat run works without waiting for a person
 * @param runs most chat runs at work at once
 * @param preparedTenants kept ready for new businesses, so that setting one up takes less time
 */
public record LimitSettings(
        long bodyBytes, int requestsPerSecond, int pageRows, Duration runTime, int runs, int preparedTenants) {

    /** With no tenants prepared beforehand. */
    public LimitSettings(long bodyBytes, int requestsPerSecond, int pageRows, Duration runTime, int runs) {
        this(bodyBytes, requestsPerSecond, pageRows, runTime, runs, 0);
    }

    public static final LimitSettings DEFAULT = new LimitSettings(4L << 20, 100, 200, Duration.ofMinutes(15), 256);

    static LimitSettings read(Section section) {
        var read = new LimitSettings(
                section.size("body", DEFAULT.bodyBytes),
                section.whole("requestsPerSecond", DEFAULT.requestsPerSecond, 1, 1_000_000),
                section.whole("page", DEFAULT.pageRows, 1, 200),
                section.duration("runTime", DEFAULT.runTime),
                section.whole("runs", DEFAULT.runs, 1, 10_000),
                section.whole("preparedTenants", DEFAULT.preparedTenants, 0, 1_000));
        section.done();
        return read;
    }
}
