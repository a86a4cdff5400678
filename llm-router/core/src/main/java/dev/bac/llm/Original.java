package dev.bac.llm;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request as it came in a vendor's own format, so that a provider of the same format sends on what our model has no
 * words for, and its events go back as they are.
 *
 * @param wire the format
 * @param body the request's body
 * @param only names of its fields that change the answer and that no other format can carry
 * @param events who takes the vendor's events
 */
public record Original(Wire wire, ObjectNode body, List<String> only, Events events) {
    public Original {
        only = List.copyOf(only);
    }

    /** A format that callers speak and, but for the last, providers too. */
    public enum Wire {
        OPENAI_CHAT,
        ANTHROPIC_MESSAGES,
        OPENAI_RESPONSES
    }

    /** Takes a vendor's events, unchanged, in their order. */
    @FunctionalInterface
    public interface Events {
        /** What came so far is of a call that failed; what nobody has heard yet is void. */
        default void forget() {}

        /** The vendor has said all that it has to say for now: what was held back to be sent together goes out. */
        default void pause() {}

        /**
         * Whether each {@link #pause} is told from now on, of text too, so that what is to be sent may wait for it. Whoever
         * says so takes it back when the vendor's call is over.
         */
        default void pauses(boolean told) {}

        /**
         * The same event for a reader who may have it read already.
         *
         * @param read {@code data} as JSON
         */
        default boolean event(String data, JsonNode read) {
            return event(data);
        }

        /**
         * An event that says nothing but its text.
         *
         * @param text what it says, never empty
         */
        default boolean text(String data, String text) {
            return event(data);
        }

        /**
         * The data of one event.
         *
         * @return true when something of the answer has reached the reader, so that nobody else may begin one
         */
        boolean event(String data);
    }
}
