package dev.bac.finance.journal;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A journal entry in one currency, whose legs sum to zero.
 *
 * @param source what it books; one source is booked once
 * @param sourceId the record it books
 */
public record Entry(
        UUID id, LocalDate date, String description, Source source, UUID sourceId, String currency, List<Leg> legs) {
    public Entry {
        legs = List.copyOf(legs);
    }

    /** The kind of record an entry books. */
    public enum Source {
        INVOICE,
        PAYMENT,
        BILL,
        BILL_PAYMENT,
        OPENING,
        MANUAL,
        REVERSAL
    }

    /**
     * One side of an entry.
     *
     * @param account code in the chart
     * @param amount debit above zero, credit below
     * @param party the customer or supplier it concerns
     */
    public record Leg(
            String account, BigDecimal amount, @Nullable UUID party) {

        /** A leg that increases an asset or a cost. */
        public static Leg debit(String account, BigDecimal amount, @Nullable UUID party) {
            return new Leg(account, amount, party);
        }

        /** A leg that increases a debt, an income or equity. */
        public static Leg credit(String account, BigDecimal amount, @Nullable UUID party) {
            return new Leg(account, amount.negate(), party);
        }
    }
}
