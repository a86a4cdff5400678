package dev.bac.crm.intake;

/** What an import does with contacts that are there already. */
public enum KnownContacts {
    /** Gives them what the row says; what it does not say stays. */
    CHANGE,
    /** Leaves them as they are. */
    LEAVE
}
