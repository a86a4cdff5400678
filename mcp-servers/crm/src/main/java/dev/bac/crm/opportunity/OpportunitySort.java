package dev.bac.crm.opportunity;

/** The order of a list of deals. */
public enum OpportunitySort {
    /** The largest first. */
    AMOUNT,
    /** The next to be decided first. */
    CLOSE_DATE
}
