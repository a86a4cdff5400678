package dev.bac.orchestrator.answers;

/** The right to answer a question; given back when it is answered, or will not be. */
@FunctionalInterface
public interface Turn extends AutoCloseable {
    /** Keeps nobody waiting. */
    Turn FREE = () -> {};

    @Override
    void close();
}
