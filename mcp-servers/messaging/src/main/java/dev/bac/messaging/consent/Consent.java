package dev.bac.messaging.consent;

/** What the owner of an address wants. */
public enum Consent {
    OPT_IN,
    OPT_OUT
}
