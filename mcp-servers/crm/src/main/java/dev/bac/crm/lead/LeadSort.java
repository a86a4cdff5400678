package dev.bac.crm.lead;

/** The order of a list of leads. */
public enum LeadSort {
    NEWEST,
    /** The most likely to be won first; open ones alone. */
    SCORE
}
