package dev.bac.tools.mcp.modern;

/** The other side answered, and not in this revision. */
public final class NotModern extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotModern(String message) {
        super(message);
    }
}
