package dev.bac.messaging.campaign;

/** Recipients that messaging knows by itself. */
public enum Segment {
    /** Everybody who agreed to our messages, by the template's channel. */
    OPTED_IN
}
