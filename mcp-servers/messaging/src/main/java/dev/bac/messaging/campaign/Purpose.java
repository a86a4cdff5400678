package dev.bac.messaging.campaign;

/** What a campaign is for, which decides who may get it and when. */
public enum Purpose {
    /** Advertising: only to who has agreed to it, and not at night. */
    MARKETING,
    /** About something the recipient has with us, such as an order: to everybody who has not opted out, at once. */
    SERVICE
}
