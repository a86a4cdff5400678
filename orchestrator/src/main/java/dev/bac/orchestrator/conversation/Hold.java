package dev.bac.orchestrator.conversation;

import dev.bac.agents.Cancellation;
import dev.bac.orchestrator.run.RunWrites;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * A run that this node is at work on.
 *
 * @param worked before this node took it up
 * @param since when this node has it
 * @param waited how long its tools have waited for a person since
 */
record Hold(
        UUID run,
        UUID conversation,
        RunWrites writes,
        Cancellation cancellation,
        Duration worked,
        Instant since,
        Supplier<Duration> waited) {

    /** Time at work in all. */
    Duration worked(Instant now) {
        return worked.plus(Duration.between(since, now)).minus(waited.get());
    }
}
