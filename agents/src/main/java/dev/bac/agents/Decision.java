package dev.bac.agents;

/** What a person decided about a waiting call. */
public sealed interface Decision {

    /** It may run, with this signed grant. */
    record Approved(String grant) implements Decision {}

    /** It may not run; the model reads why. */
    record Declined(String reason) implements Decision {}
}
