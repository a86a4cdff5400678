package dev.bac.finance.payment;

/** How money came. */
public enum PaymentMethod {
    BANK_TRANSFER,
    CARD,
    CASH,
    CHEQUE,
    DIRECT_DEBIT
}
