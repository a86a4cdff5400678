package dev.bac.finance.tax;

/** Where a tax is rounded to the currency's decimals, half up. */
public enum TaxRounding {
    /** Line by line. */
    LINE,
    /** Once for the document; the lines share it out, so that they sum to it. */
    DOCUMENT
}
