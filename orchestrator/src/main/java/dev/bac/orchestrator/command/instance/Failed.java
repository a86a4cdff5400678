package dev.bac.orchestrator.command.instance;

/** A command that could not do what was asked. The message says in one line why, and how to mend it. */
public final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Failed(String message) {
        super(message);
    }

    public Failed(String message, Throwable cause) {
        super(message, cause);
    }
}
