package dev.bac.orchestrator.problem;

import java.util.Locale;

/** Every way a request can fail, with its HTTP status. Clients branch on the label; it never changes. */
public enum ProblemCode {
    UNAUTHORIZED(401, "No valid credential"),
    COOKIE_REFUSED(401, "The cookie does not work here"),
    FORBIDDEN(403, "Not allowed"),
    BAD_ORIGIN(403, "Another page asked"),
    NOT_FOUND(404, "Not found"),
    METHOD_NOT_ALLOWED(405, "Wrong method"),
    BAD_JSON(400, "Not JSON"),
    BAD_ENCODING(400, "Not UTF-8"),
    INVALID(400, "A field is wrong"),
    UNSUPPORTED_MEDIA_TYPE(415, "Wrong content type"),
    TOO_LARGE(413, "Too large"),
    RATE_LIMITED(429, "Too many requests"),
    BUDGET_EXHAUSTED(429, "A budget is used up"),
    BUSY(409, "A run is at work"),
    OVERLOADED(503, "Too much to do"),
    CONFLICT(409, "It does not fit the state"),
    RULES_CHANGED(409, "The rules have changed since"),
    ALREADY_DECIDED(409, "Already decided"),
    KEY_REUSED(409, "The key stands for another request"),
    NOT_WANTED(409, "The recipient does not want it"),
    EXPIRED(410, "Too late"),
    LINK_USED(410, "The link was used or is too old"),
    UNKNOWN_AGENT(400, "No such agent"),
    MODEL_UNAVAILABLE(503, "No model could answer"),
    TOOL_UNAVAILABLE(503, "A tool server could not be reached"),
    NOT_READY(503, "Starting or stopping"),
    INTERNAL(500, "A fault of ours");

    private final int status;
    private final String title;

    ProblemCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** As it is written: {@code not_found}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
