package dev.bac.finance.settlement;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;

/**
 * A part of a payment or credit note that settles a document.
 *
 * @param source the payment or credit note
 * @param target the invoice or bill
 * @param amount above zero, in the currency of both
 * @param effective the later of both dates
 */
public record Part(
        SourceKind kind,
        UUID source,
        UUID target,
        UUID party,
        String currency,
        BigDecimal amount,
        LocalDate effective) {

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
