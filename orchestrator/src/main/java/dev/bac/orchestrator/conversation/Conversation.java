package dev.bac.orchestrator.conversation;

import dev.bac.identity.UserId;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/**
 * A conversation of one person with agents.
 *
 * @param agent the agent that hears what is said next, before it hands over
 * @param lastEvent id of the newest event of its stream
 */
public record Conversation(
        UUID id,
        UserId owner,
        String title,
        String agent,
        State state,
        long lastEvent,
        Instant created,
        Instant updated) {

    /** What it is doing. */
    public enum State {
        IDLE,
        RUNNING,
        AWAITING_APPROVAL;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String label) {
            return valueOf(label.toUpperCase(Locale.ROOT));
        }
    }
}
