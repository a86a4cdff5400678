package dev.bac.erp.purchase;

/** How far a purchase order is. */
public enum PurchaseStatus {
    /** Asked for within the company, not ordered. */
    REQUESTED,
    /** Ordered from the supplier. */
    ORDERED,
    /** Some of it was received. */
    PARTIAL,
    /** All of it was received. */
    RECEIVED,
    /** Some of it was received, and no more is expected. */
    CLOSED,
    /** Called off before anything was received. */
    CANCELLED;

    /** Goods are still expected. */
    public boolean expected() {
        return this == ORDERED || this == PARTIAL;
    }
}
