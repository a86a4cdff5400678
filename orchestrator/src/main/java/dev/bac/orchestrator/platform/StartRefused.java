package dev.bac.orchestrator.platform;

/** The instance cannot start. The message says in one line why, and how to mend it. */
public final class StartRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StartRefused(String message) {
        super(message);
    }

    public StartRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
