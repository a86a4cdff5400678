package dev.bac.mcp;

/** A result that says in one plain sentence what it holds: the first thing a model, a person or a log reads of it. */
public interface Told {

    /** One sentence with the figures that matter, such as "7 invoices are overdue, 12,480.00 EUR in all." */
    String summary();
}
