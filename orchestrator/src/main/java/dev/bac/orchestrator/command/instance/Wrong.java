package dev.bac.orchestrator.command.instance;

/** A command used wrongly. The message says how to use it. */
public final class Wrong extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Wrong(String message) {
        super(message, null, false, false);
    }
}
