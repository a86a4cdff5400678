package dev.bac.finance.invoice;

/** How an invoice stands. As a filter, OPEN takes in the overdue ones. */
public enum InvoiceStatus {
    /** Not fully paid. */
    OPEN,
    /** Not fully paid and past its due date. */
    OVERDUE,
    /** Fully paid. */
    PAID
}
