package dev.bac.messaging.campaign;

/** By what the better of two wordings is found: the share of its messages that were delivered, read or answered. */
public enum Metric {
    DELIVERED,
    READ,
    REPLIED
}
