package dev.bac.finance.journal;

/** The five elements of double-entry book-keeping. */
public enum AccountKind {
    ASSET,
    LIABILITY,
    EQUITY,
    INCOME,
    EXPENSE
}
