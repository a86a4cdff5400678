package dev.bac.finance.invoice;

import dev.bac.mcp.argument.PageOrder;

/** How a list of invoices is sorted. */
public enum InvoiceOrder {
    /** Latest issue date at the head. */
    NEWEST(PageOrder.descending("newest", "issued_on", "date", "serial")),
    /** Earliest due date at the head: the longest overdue. */
    DUE_FIRST(PageOrder.ascending("due first", "due_on", "date", "serial")),
    /** Largest open amount at the head, whatever the currency. */
    LARGEST_OPEN(PageOrder.descending("largest open", "(total - settled)", "numeric", "serial")),
    /** Largest total at the head, whatever the currency. */
    LARGEST(PageOrder.descending("largest", "total", "numeric", "serial"));

    final PageOrder order;

    InvoiceOrder(PageOrder order) {
        this.order = order;
    }
}
