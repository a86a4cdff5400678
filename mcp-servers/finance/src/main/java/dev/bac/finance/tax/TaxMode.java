package dev.bac.finance.tax;

/** How a part of a tax is reckoned. */
public enum TaxMode {
    /** On the net amount. */
    STANDARD,
    /** On the net amount and the parts before it. */
    COMPOUND,
    /** Owed by the buyer in the seller's place (Article 194 ff. of the EU VAT directive). */
    REVERSE_CHARGE,
    /** Kept back by the buyer and paid to the tax office for the seller. */
    WITHHOLDING
}
