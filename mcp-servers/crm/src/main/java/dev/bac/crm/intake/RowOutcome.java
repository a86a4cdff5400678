package dev.bac.crm.intake;

/** What became of a row. */
enum RowOutcome {
    WAITING,
    ADDED,
    CHANGED,
    /** The contact was there, and stays as it is. */
    LEFT,
    FAILED
}
