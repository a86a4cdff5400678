package dev.bac.llm.store.routing;

/** What a report of savings is summed by. */
public enum SavedBy {
    ALL,
    /** UTC. */
    DAY,
    /** That answered. */
    MODEL,
    /** That acted; {@code (none)} where a person or program asked itself. */
    AGENT,
    /** The person's name. */
    USER
}
