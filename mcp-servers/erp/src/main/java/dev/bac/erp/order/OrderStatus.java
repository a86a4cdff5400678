package dev.bac.erp.order;

/** How far an order is. */
public enum OrderStatus {
    /** Written down, nothing reserved. */
    DRAFT,
    /** Agreed: its goods are reserved. */
    CONFIRMED,
    /** Its goods have left the warehouse. */
    DELIVERED,
    /** Called off: nothing is reserved any more. */
    CANCELLED
}
