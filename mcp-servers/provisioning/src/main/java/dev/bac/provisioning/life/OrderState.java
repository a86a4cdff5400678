package dev.bac.provisioning.life;

/** How far an order is. */
public enum OrderState {
    WAITING,
    DONE,
    /** It does not fit; the detail says what to do first. */
    REFUSED,
    CANCELLED
}
