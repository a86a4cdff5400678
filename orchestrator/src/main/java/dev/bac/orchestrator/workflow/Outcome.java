package dev.bac.orchestrator.workflow;

import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** How far a step, or a sequence of them, came in one pass. */
sealed interface Outcome {
    /** It is done, with this output. */
    record Done(JsonNode output) implements Outcome {}

    /** It goes on later: at that time, or when somebody wakes the run. */
    record Waits(Optional<Instant> until) implements Outcome {
        Waits or(Waits other) {
            if (until.isEmpty()) {
                return other;
            }
            return other.until().filter(time -> time.isBefore(until.get())).isPresent() ? other : this;
        }
    }

    /** It cannot be done. */
    record Failed(String step, String code, String text) implements Outcome {}

    /** Nobody can tell whether it happened; a person finds out. */
    record Parked(String step, String text) implements Outcome {}

    /** Somebody wants the run to pause or to end. */
    record Stopped(String asked) implements Outcome {}
}
