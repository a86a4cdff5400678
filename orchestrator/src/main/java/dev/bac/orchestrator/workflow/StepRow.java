package dev.bac.orchestrator.workflow;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A step of a run as people see it.
 *
 * @param step its name in the journal
 * @param place its name in the workflow, with the item's number inside {@code each}
 * @param effect {@code read}, {@code write}, {@code destructive}, or {@code none} when no tool is called
 * @param undo the call that would take it back
 */
public record StepRow(
        String step,
        String place,
        String kind,
        String title,
        Optional<String> tool,
        String effect,
        State state,
        int attempts,
        Optional<Instant> next,
        Optional<JsonNode> arguments,
        Optional<JsonNode> output,
        Optional<String> code,
        Optional<String> text,
        Optional<Undo> undo,
        Instant started,
        Optional<Instant> ended) {

    /** A call that takes a step back. */
    public record Undo(String tool, JsonNode args) {}

    /** Where it is. */
    public enum State {
        RUNNING,
        WAITING,
        RETRYING,
        DONE,
        FAILED,
        PARKED,
        UNDONE;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String label) {
            return valueOf(label.toUpperCase(Locale.ROOT));
        }
    }

    /** True when doing it again would have its effect again. */
    boolean hasEffect() {
        return !effect.equals("read") && !effect.equals("none");
    }
}
