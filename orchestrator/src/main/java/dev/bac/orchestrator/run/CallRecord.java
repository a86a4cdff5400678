package dev.bac.orchestrator.run;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * A line of a run's journal: one tool call.
 *
 * @param key idempotency key
 * @param state {@code unknown} when it may or may not have taken effect
 * @param millis how long it took
 */
public record CallRecord(
        UUID run,
        String key,
        String tool,
        String title,
        String server,
        String effect,
        JsonNode arguments,
        State state,
        Optional<String> code,
        Optional<String> text,
        Optional<JsonNode> content,
        int attempts,
        Instant started,
        Optional<Long> millis) {

    /** What became of it. */
    public enum State {
        PENDING,
        AWAITING_APPROVAL,
        DONE,
        FAILED,
        DECLINED,
        UNKNOWN;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String label) {
            return valueOf(label.toUpperCase(Locale.ROOT));
        }
    }
}
