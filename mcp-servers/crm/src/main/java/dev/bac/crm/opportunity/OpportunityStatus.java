package dev.bac.crm.opportunity;

/** Which deals a list shows. */
public enum OpportunityStatus {
    OPEN,
    WON,
    LOST,
    ALL
}
