package dev.bac.store.journal;

import tools.jackson.databind.JsonNode;

/** How far a step came. */
public sealed interface Progress {
    Step step();

    /** It was intended just now: have the effect, with the key. */
    record Fresh(Step step) implements Progress {}

    /**
     * It was intended earlier, and nobody knows whether the effect happened. What is safe to repeat is repeated with the
     * same key; what can be asked is asked; anything else is parked for a person.
     *
     * @param epoch of the holder that intended it
     */
    record Pending(Step step, long epoch) implements Progress {}

    /** It happened, with this result. */
    record Done(Step step, JsonNode result) implements Progress {}

    /** It waits for a person, who finds out whether it happened. */
    record Parked(Step step, String reason) implements Progress {}
}
