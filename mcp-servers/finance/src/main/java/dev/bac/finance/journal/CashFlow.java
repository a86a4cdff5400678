package dev.bac.finance.journal;

/** Where a change of an account stands in the indirect cash-flow statement (IAS 7.10, 7.18b). */
public enum CashFlow {
    CASH,
    OPERATING,
    /** An expense without payment, such as depreciation, and what it is booked against. */
    NON_CASH,
    INVESTING,
    FINANCING
}
