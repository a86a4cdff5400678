package dev.bac.crm.intake;

/** How an import stands. */
public enum ImportState {
    RUNNING,
    DONE,
    STOPPED,
    REVERTING,
    REVERTED
}
