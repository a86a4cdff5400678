package dev.bac.orchestrator.workflow;

import java.time.Duration;

/**
 * Bounds of the runs of workflows on one node.
 *
 * @param atOnce most runs at work; what is beyond that waits
 * @param lease after which a run whose node is silent may be taken over
 * @param beat between signs of life, well below the lease
 * @param takeovers after which a run that outlives no node is parked
 * @param items most items of one {@code each}
 * @param outputChars longest output of one step, in characters of JSON
 */
public record WorkflowLimits(int atOnce, Duration lease, Duration beat, int takeovers, int items, int outputChars) {
    /** Takes over from a dead node within six seconds. */
    public static final WorkflowLimits USUAL =
            new WorkflowLimits(256, Duration.ofSeconds(5), Duration.ofSeconds(1), 20, 1_000, 1_000_000);
}
