package dev.bac.orchestrator.command;

/** A command used wrongly. The message says how to use it. */
final class Wrong extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Wrong(String message) {
        super(message, null, false, false);
    }
}
