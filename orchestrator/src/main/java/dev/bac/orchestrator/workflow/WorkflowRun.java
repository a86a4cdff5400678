package dev.bac.orchestrator.workflow;

import dev.bac.identity.Channel;
import dev.bac.identity.Role;
import dev.bac.identity.UserId;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * One run of a workflow.
 *
 * @param digest the version of the workflow it began with
 * @param once what may start only one run of this workflow
 * @param roles of whoever started it
 * @param ending what it ends as once everything is taken back
 * @param wakes grows with each reason to look again
 * @param generations how often steps were begun anew, by their places
 */
public record WorkflowRun(
        UUID id,
        String workflow,
        String digest,
        Cause cause,
        Optional<String> once,
        UserId requester,
        String requesterName,
        Set<Role> roles,
        Channel channel,
        JsonNode input,
        Optional<JsonNode> event,
        Optional<JsonNode> output,
        State state,
        Optional<State> ending,
        Optional<Failure> failure,
        Optional<String> asked,
        long wakes,
        Map<String, Integer> generations,
        Instant started,
        Optional<Instant> ended) {

    /** Who or what started it. */
    public enum Cause {
        PERSON,
        EVENT,
        SCHEDULE,
        WEBHOOK,
        WORKFLOW;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Where it is. */
    public enum State {
        RUNNING,
        WAITING,
        UNDOING,
        PAUSED,
        PARKED,
        DONE,
        FAILED,
        CANCELLED;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String label) {
            return valueOf(label.toUpperCase(Locale.ROOT));
        }

        /** True when nothing more happens, whatever anybody asks. */
        public boolean ended() {
            return this == DONE || this == CANCELLED;
        }
    }

    /** Why a step could not be done. */
    public record Failure(String step, String code, String text) {}
}
