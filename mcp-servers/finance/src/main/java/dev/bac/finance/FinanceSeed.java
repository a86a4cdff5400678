package dev.bac.finance;

import dev.bac.finance.journal.AccountKind;
import dev.bac.finance.journal.Charts;
import dev.bac.finance.party.Party;
import dev.bac.finance.payment.PaymentMethod;
import dev.bac.finance.tax.Tax;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Records to begin with. Ids are the caller's, so that seeding twice changes nothing; numbers are given out in the order
 * of the lists. A record may refer to others of this seed or of an earlier one. A list left out is empty. A chart
 * replaces the one before as long as nothing is posted.
 */
public record FinanceSeed(
        @Nullable List<Party> parties,
        @Nullable List<InvoiceSeed> invoices,
        @Nullable List<PaymentSeed> payments,
        @Nullable List<BillSeed> bills,
        @Nullable List<OpeningSeed> openings,
        @Nullable List<AccountSeed> accounts,
        @Nullable List<RateSeed> rates,
        @Nullable List<DeliverySeed> deliveries,
        @Nullable Charts chart,
        @Nullable List<TaxSeed> taxes) {

    /** Without deliveries, a chart and taxes. */
    public FinanceSeed(
            @Nullable List<Party> parties,
            @Nullable List<InvoiceSeed> invoices,
            @Nullable List<PaymentSeed> payments,
            @Nullable List<BillSeed> bills,
            @Nullable List<OpeningSeed> openings,
            @Nullable List<AccountSeed> accounts,
            @Nullable List<RateSeed> rates) {
        this(parties, invoices, payments, bills, openings, accounts, rates, null, null, null);
    }

    /** Without exchange rates. */
    public FinanceSeed(
            @Nullable List<Party> parties,
            @Nullable List<InvoiceSeed> invoices,
            @Nullable List<PaymentSeed> payments,
            @Nullable List<BillSeed> bills,
            @Nullable List<OpeningSeed> openings,
            @Nullable List<AccountSeed> accounts) {
        this(parties, invoices, payments, bills, openings, accounts, null);
    }

    /** Without accounts of the company's own. */
    public FinanceSeed(
            @Nullable List<Party> parties,
            @Nullable List<InvoiceSeed> invoices,
            @Nullable List<PaymentSeed> payments,
            @Nullable List<BillSeed> bills,
            @Nullable List<OpeningSeed> openings) {
        this(parties, invoices, payments, bills, openings, null, null);
    }

    /**
     * Which invoice is the one of a delivery.
     *
     * @param note id of the delivery note in the stock's server
     * @param number what the note is called in answers
     */
    public record DeliverySeed(UUID note, String number, UUID invoice) {}

    /**
     * An exchange rate.
     *
     * @param rate one unit of the currency in the company's own
     */
    public record RateSeed(String currency, LocalDate day, BigDecimal rate) {}

    /**
     * A tax that documents can name; one whose code is there stays as it is.
     *
     * @param code up to 20 capital letters, digits, - or _
     */
    public record TaxSeed(String code, String name, List<Tax.Part> parts) {}

    /**
     * A ledger account beside the general chart; a code that is there stays as it is.
     *
     * @param code three to eight digits
     */
    public record AccountSeed(String code, String name, AccountKind kind) {}

    /**
     * @param customer id of a party
     */
    public record InvoiceSeed(
            UUID id, UUID customer, String currency, LocalDate issued, LocalDate due, List<LineSeed> lines) {}

    /**
     * @param unitPrice without tax
     * @param taxRate percent
     */
    public record LineSeed(String description, BigDecimal quantity, BigDecimal unitPrice, BigDecimal taxRate) {}

    /**
     * @param customer id of a party
     * @param amount null for the sum of what it settles
     * @param settles invoices and the parts paid of them; what is left over is credit
     */
    public record PaymentSeed(
            UUID id,
            UUID customer,
            String currency,
            LocalDate received,
            PaymentMethod method,
            @Nullable String reference,
            @Nullable BigDecimal amount,
            List<SettleSeed> settles) {}

    /** @param amount null for all that is open of the invoice */
    public record SettleSeed(UUID invoice, @Nullable BigDecimal amount) {}

    /**
     * @param supplier id of a party
     * @param account code of the cost account, such as 5000 goods, 6000 wages, 6100 rent, 6200 freight
     * @param paid the day it was paid, null while it is open
     */
    public record BillSeed(
            UUID id,
            UUID supplier,
            String description,
            String account,
            String currency,
            LocalDate billed,
            LocalDate due,
            BigDecimal net,
            BigDecimal taxRate,
            @Nullable LocalDate paid) {}

    /**
     * The balance of a ledger account at the beginning, booked against account 3900.
     *
     * @param amount debit above zero, credit below
     */
    public record OpeningSeed(UUID id, String account, String currency, LocalDate date, BigDecimal amount) {}
}
