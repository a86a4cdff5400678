package dev.bac.crm.targetlist;

/** How people are turned to. */
public enum ContactWay {
    EMAIL,
    PHONE,
    MESSAGE,
    POST
}
