package dev.bac.finance.invoice;

/** How a list of invoices is sorted. */
public enum InvoiceOrder {
    /** Latest issue date at the head. */
    NEWEST("issued_on", "date", false),
    /** Earliest due date at the head: the longest overdue. */
    DUE_FIRST("due_on", "date", true),
    /** Largest open amount at the head, whatever the currency. */
    LARGEST_OPEN("(total - settled)", "numeric", false),
    /** Largest total at the head, whatever the currency. */
    LARGEST("total", "numeric", false);

    final String key;
    final String type;
    final boolean ascending;

    InvoiceOrder(String key, String type, boolean ascending) {
        this.key = key;
        this.type = type;
        this.ascending = ascending;
    }
}
