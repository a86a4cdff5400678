package dev.bac.finance.bill;

/** How a bill stands. As a filter, OPEN takes in the overdue ones. */
public enum BillStatus {
    /** Not fully paid. */
    OPEN,
    /** Not fully paid and past its due date. */
    OVERDUE,
    /** Fully paid. */
    PAID
}
