package dev.bac.finance.bank;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a line of a statement seems to be.
 *
 * @param record number of the invoice, bill, payment or refund, or code of the account a rule books it to
 * @param certain true when amount and number, or amount, name and nothing else speak for it
 */
record Proposal(Kind kind, @Nullable UUID id, String record, String why, boolean certain) {

    /** What is done when it is agreed to. */
    enum Kind {
        /** Recorded already: nothing is booked. */
        PAYMENT,
        /** A refund that is recorded already: nothing is booked. */
        REFUND,
        /** A customer's payment is recorded. */
        INVOICE,
        /** A payment to a supplier is recorded. */
        BILL,
        /** A rule books it to an account. */
        ACCOUNT
    }
}
