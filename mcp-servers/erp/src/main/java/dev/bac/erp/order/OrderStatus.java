package dev.bac.erp.order;

/** How far an order is. */
public enum OrderStatus {
    /** Written down, nothing reserved. */
    DRAFT,
    /** Agreed: its goods are reserved. */
    CONFIRMED,
    /** Some of its goods have left, the rest is reserved. */
    PARTIAL,
    /** Its goods have left the warehouse. */
    DELIVERED,
    /** Some of its goods have left, and no more will. */
    CLOSED,
    /** Called off: nothing is reserved any more. */
    CANCELLED;

    /** Goods are still reserved for it. */
    public boolean open() {
        return this == CONFIRMED || this == PARTIAL;
    }
}
