package dev.bac.messaging.campaign;

/** What became of a recipient. */
enum Outcome {
    WAITING,
    QUEUED,
    /** No vendor is configured: the message is in the outbox and goes nowhere. */
    HELD,
    /** They opted out, or have not agreed to advertising. */
    SUPPRESSED,
    /** There is no message for the row. */
    FAILED,
    /** The campaign was stopped before the message left. */
    CANCELLED
}
