package dev.bac.finance.journal;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A journal entry in one currency, whose legs sum to zero, in it and in the company's own.
 *
 * @param source what it books; one source is booked once
 * @param sourceId the record it books
 * @param rate one unit of the currency in the company's own
 */
public record Entry(
        UUID id,
        LocalDate date,
        String description,
        Source source,
        UUID sourceId,
        String currency,
        BigDecimal rate,
        List<Leg> legs) {
    public Entry {
        legs = List.copyOf(legs);
    }

    /** The kind of record an entry books. */
    public enum Source {
        INVOICE,
        PAYMENT,
        BILL,
        BILL_PAYMENT,
        CREDIT,
        SETTLEMENT,
        OPENING,
        MANUAL,
        REVERSAL,
        REVALUATION,
        REVALUATION_END,
        YEAR_CLOSE,
        BANK,
        REFUND,
        TRANSFER,
        /** A change of the stock's value. */
        STOCK
    }

    /**
     * What a leg is counted for beside its account.
     *
     * @param costCenter code of a cost centre
     * @param project code of a project
     */
    public record Dimensions(
            @Nullable String costCenter, @Nullable String project) {
        public static final Dimensions NONE = new Dimensions(null, null);
    }

    /**
     * One side of an entry.
     *
     * @param account code in the chart
     * @param amount debit above zero, credit below
     * @param base the amount in the company's own currency; null for the amount at the entry's rate
     * @param party the customer or supplier it concerns
     */
    public record Leg(
            String account,
            BigDecimal amount,
            @Nullable BigDecimal base,
            @Nullable UUID party,
            Dimensions dimensions) {

        /** A leg that increases an asset or a cost. */
        public static Leg debit(String account, BigDecimal amount, @Nullable UUID party) {
            return new Leg(account, amount, null, party, Dimensions.NONE);
        }

        /** A leg that increases a debt, an income or equity. */
        public static Leg credit(String account, BigDecimal amount, @Nullable UUID party) {
            return debit(account, amount.negate(), party);
        }

        /** A leg that moves the company's own currency alone: a difference of rates. */
        public static Leg difference(String account, BigDecimal base, @Nullable UUID party) {
            return new Leg(account, BigDecimal.ZERO, base, party, Dimensions.NONE);
        }

        /** This leg, counted for these. */
        public Leg counted(Dimensions other) {
            return new Leg(account, amount, base, party, other);
        }

        Leg based(BigDecimal other) {
            return new Leg(account, amount, other, party, dimensions);
        }

        Leg mirrored() {
            return new Leg(account, amount.negate(), base == null ? null : base.negate(), party, dimensions);
        }

        boolean empty() {
            return amount.signum() == 0 && (base == null || base.signum() == 0);
        }
    }
}
