package dev.bac.mcp;

/** Is told how far a call is, before its answer. */
@FunctionalInterface
public interface ProgressSink {

    /** Nobody wants to know. */
    ProgressSink NONE = (_, _, _) -> {};

    /**
     * Tells it; never throws.
     *
     * @param done of {@code total}; more each time
     */
    void tell(long done, long total, String message);
}
