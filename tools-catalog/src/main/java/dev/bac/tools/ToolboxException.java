package dev.bac.tools;

/** A server could not be reached, or broke off; whether the call took effect may be unknown. */
public final class ToolboxException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final boolean mayHaveHappened;

    public ToolboxException(String message, boolean mayHaveHappened, Throwable cause) {
        super(message, cause);
        this.mayHaveHappened = mayHaveHappened;
    }

    /** True when the request may have reached the server: reconcile or park, never repeat under another key. */
    public boolean mayHaveHappened() {
        return mayHaveHappened;
    }
}
