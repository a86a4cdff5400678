package dev.bac.finance.payment;

import dev.bac.finance.journal.LedgerAccounts;
import dev.bac.store.Tx;
import java.util.Optional;

/** How money came. */
public enum PaymentMethod {
    BANK_TRANSFER,
    CARD,
    CASH,
    CHEQUE,
    DIRECT_DEBIT;

    /** The code of the account that such money comes to and leaves; empty for the usual bank account. */
    public Optional<String> account(Tx tx) {
        return this == CASH ? LedgerAccounts.cash(tx) : Optional.empty();
    }
}
