package dev.bac.orchestrator.conversation;

/** A run that no node lived to see the end of. */
final class RunGivenUp extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final boolean mayHaveHappened;

    /** @param mayHaveHappened true when a write was under way the last time */
    RunGivenUp(int interruptions, boolean mayHaveHappened) {
        super("It was interrupted " + interruptions + " times.");
        this.mayHaveHappened = mayHaveHappened;
    }

    boolean mayHaveHappened() {
        return mayHaveHappened;
    }
}
