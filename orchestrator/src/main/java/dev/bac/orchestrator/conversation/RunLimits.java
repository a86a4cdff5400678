package dev.bac.orchestrator.conversation;

import java.time.Duration;

/**
 * Bounds of the runs of one node.
 *
 * @param atOnce most runs at work; a message beyond that is refused, and a run that is taken up waits
 * @param longest a run works, waiting for a person not counted
 * @param lease after which a run whose node is silent may be taken over
 * @param beat between signs of life, well below the lease
 * @param takeovers after which a run that outlives no node is given up
 */
public record RunLimits(int atOnce, Duration longest, Duration lease, Duration beat, int takeovers) {
    public static RunLimits of(int atOnce, Duration longest) {
        return new RunLimits(atOnce, longest, Duration.ofSeconds(6), Duration.ofSeconds(1), 5);
    }
}
