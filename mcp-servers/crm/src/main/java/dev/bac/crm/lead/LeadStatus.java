package dev.bac.crm.lead;

/** What became of a lead. */
public enum LeadStatus {
    OPEN,
    CONVERTED,
    LOST
}
