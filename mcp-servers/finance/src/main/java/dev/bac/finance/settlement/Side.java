package dev.bac.finance.settlement;

import dev.bac.finance.journal.Role;
import java.math.BigDecimal;

/** Who owes whom. */
public enum Side {
    /** Customers owe us: invoices. */
    RECEIVABLE(Role.RECEIVABLES, "INVOICE", "invoice"),
    /** We owe suppliers: bills. */
    PAYABLE(Role.PAYABLES, "BILL", "bill");

    private final Role control;
    private final String kind;
    private final String table;

    Side(Role control, String kind, String table) {
        this.control = control;
        this.kind = kind;
        this.table = table;
    }

    /** The account whose balance is the sum of this side's open items. */
    public Role control() {
        return control;
    }

    /** The kind of document that is to be paid. */
    public String kind() {
        return kind;
    }

    /** The table of its documents, whose columns {@code settled} and {@code credited} count. */
    public String table() {
        return table;
    }

    /** An amount as the control account takes it from a document: customers' debit, suppliers' credit. */
    public BigDecimal signed(BigDecimal amount) {
        return this == RECEIVABLE ? amount : amount.negate();
    }
}
