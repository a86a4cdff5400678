package dev.bac.finance.settlement;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;

/**
 * A part of a payment or credit note that settles a document.
 *
 * @param source the payment or credit note
 * @param toward whether the target is a document to be paid or a refund
 * @param target the invoice, bill or refund
 * @param amount above zero, in the currency of both
 * @param effective the later of both dates
 */
public record Part(
        SourceKind kind,
        UUID source,
        Toward toward,
        UUID target,
        UUID party,
        String currency,
        BigDecimal amount,
        LocalDate effective) {

    /** A part of a document to be paid. */
    public Part(
            SourceKind kind,
            UUID source,
            UUID document,
            UUID party,
            String currency,
            BigDecimal amount,
            LocalDate effective) {
        this(kind, source, Toward.DOCUMENT, document, party, currency, amount, effective);
    }

    /** What is settled. */
    public enum Toward {
        /** The invoice or bill of the side. */
        DOCUMENT,
        /** Credit that is paid back. */
        REFUND;

        String kind(Side side) {
            return this == REFUND ? name() : side.kind();
        }

        String table(Side side) {
            return this == REFUND ? "refund" : side.table();
        }
    }

    /** What pays. */
    public enum SourceKind {
        PAYMENT("payment"),
        CREDIT("credit_note");

        private final String table;

        SourceKind(String table) {
            this.table = table;
        }

        String table() {
            return table;
        }
    }
}
