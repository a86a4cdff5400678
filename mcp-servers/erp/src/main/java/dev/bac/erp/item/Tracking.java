package dev.bac.erp.item;

/** How finely an item's goods are told apart. */
public enum Tracking {
    /** One is as good as the other. */
    NONE,
    /** By what was made or received together, with the day until which it is good. */
    LOT,
    /** One by one: each has a number of its own and is in one place at a time. */
    SERIAL
}
