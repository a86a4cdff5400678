package dev.bac.llm;

/**
 * A reader who wants to know when a vendor has begun to answer, though there may be no text yet: thinking and the arguments
 * of tools come in silence. Nothing has been shown then, so another model may still take over.
 */
public interface SignOfLife {
    /** The vendor's first event has come. Told at most a few times; returns at once. */
    void alive();

    /** Tells a reader who wants to know. */
    static void tell(Object reader) {
        if (reader instanceof SignOfLife waiting) {
            waiting.alive();
        }
    }
}
