package dev.bac.orchestrator.command;

/** A command that could not do what was asked. The message says in one line why, and how to mend it. */
final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Failed(String message) {
        super(message);
    }

    Failed(String message, Throwable cause) {
        super(message, cause);
    }
}
